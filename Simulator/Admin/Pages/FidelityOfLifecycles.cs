using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The tables of statuses and transitions. Each lifecycle has two: a matrix of what happens in every status, and the rows that it is made
/// from, with their confidence.
/// </summary>
internal static class FidelityOfLifecycles
{
    public static IEnumerable<FidelityTable> Of(ProtocolCatalog protocol)
    {
        yield return Statuses;
        foreach (var method in protocol.Methods.All)
            foreach (var (index, lifecycle) in method.Lifecycles.Index())
            {
                var id = $"{method.Name}-{index + 1}".ToLowerInvariant();
                yield return Matrix(id, lifecycle);
                yield return Rows(id, lifecycle);
            }
    }

    static readonly FidelityTable Statuses = new(
        "statuses", ("Statuses", "ステータス"),
        ("The value on the wire, and the label on the shop's admin pages.", "電文上の値と、管理画面での表示です。"),
        [("status", "ステータス"), ("meaning", "意味（英語）"), ("label", "表示"), ("confidence", "確度")],
        [.. GatewayStatus.All.Select(StatusRow)]);

    static ImmutableArray<FidelityCell> StatusRow(Status status)
    {
        var meaning = GatewayStatus.Meaning(status);
        return [$"`{status}`", meaning.En, meaning.Ja, meaning.Fact];
    }

    static FidelityTable Matrix(string id, NamedLifecycle named) => new(
        $"{id}-matrix", (named.En, named.Ja),
        (
            "A cell has the next status and the jobs scheduled there, or the error code of the refusal; "
                + "`stays` means that the status does not change.",
            "セルは次のステータスと予定、または拒否のエラーコードです。「変更なし」はステータスを変えません。"
        ),
        [("trigger", "きっかけ"), .. named.Lifecycle.Statuses.Select(status => (FidelityCell)status.Code)],
        [.. named.Lifecycle.Triggers.Select(trigger => MatrixRow(named.Lifecycle, trigger))])
    { IsMatrix = true };

    static ImmutableArray<FidelityCell> MatrixRow(Lifecycle lifecycle, Trigger trigger) =>
        [Name(trigger), .. lifecycle.Statuses.Select(status => Outcome(lifecycle.Next(status, trigger)))];

    static FidelityTable Rows(string id, NamedLifecycle named) => new(
        $"{id}-rows", ($"Transitions: {named.En}", $"状態遷移：{named.Ja}"),
        ("The rows of the matrix, with the confidence of each.", "上の表の各行の確度です。"),
        [("status", "ステータス"), ("trigger", "きっかけ"), ("result", "結果"), ("confidence", "確度")],
        [.. named.Lifecycle.Table.Select(Row)]);

    static ImmutableArray<FidelityCell> Row(Lifecycle.Row row) =>
        [From(row), Name(row.On), Outcome(row.Transition), row.Transition.Fact];

    static FidelityCell From(Lifecycle.Row row) => row.From.Length == 0 ? ("any other", "その他") : string.Join(", ", row.From);

    static FidelityCell Name(Trigger trigger) => (trigger.Name, trigger.Ja ?? trigger.Name);

    static FidelityCell Outcome(Transition transition)
    {
        if (transition.Refusal is { } refusal) return $"`{refusal}`";
        var (en, ja) = transition.To is { } to ? ($"→ {to}", $"→ {to}") : ("stays", "変更なし");
        if (transition.Jobs.Length == 0) return (en, ja);
        var jobs = string.Join('、', transition.Jobs.Select(job => JobKindLabels.Of(job).Ja));
        return ($"{en} ({string.Join(", ", transition.Jobs)})", $"{ja}（{jobs}）");
    }
}
