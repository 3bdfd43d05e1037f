using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>How sure statuses and their transitions are. The matrix says what happens in every pair, the rows how sure that is.</summary>
internal static class FidelityOfLifecycles
{
    public static IEnumerable<FidelityTable> Of(ProtocolCatalog protocol) =>
        [Statuses, .. protocol.Methods.All.SelectMany(method => method.Lifecycles.SelectMany((lifecycle, at) => new[] { Matrix(Id(method, at), lifecycle), Rows(Id(method, at), lifecycle) }))];

    static readonly FidelityTable Statuses = new(
        "statuses", ("Statuses", "ステータス"),
        ("The wire's spelling, and the label of the shop's admin pages.", "電文上の値と、管理画面での表示です。"),
        [("status", "ステータス"), ("what it means", "意味（英語）"), ("label", "表示"), ("how sure", "確度")],
        [.. GatewayStatus.All.Select(status => (Status: status, Meaning: GatewayStatus.Meaning(status))).Select(ImmutableArray<FidelityCell> (row) =>
            [$"`{row.Status}`", row.Meaning.En, row.Meaning.Ja, row.Meaning.Fact])]);

    static string Id(PaymentMethod method, int at) => $"{method.Name}-{at + 1}".ToLowerInvariant();

    static FidelityTable Matrix(string id, NamedLifecycle lifecycle) => new(
        $"{id}-matrix", (lifecycle.En, lifecycle.Ja),
        ("A cell is the next status and what is due there, or the code of the refusal; `stays` leaves the status as it is.", "セルは次のステータスと予定、または拒否のエラーコードです。`stays`はステータスを変えません。"),
        [("trigger", "きっかけ"), .. lifecycle.Lifecycle.Statuses.Select(status => (FidelityCell)status.Code)],
        [.. lifecycle.Lifecycle.Triggers.Select(ImmutableArray<FidelityCell> (trigger) => [trigger.Name, .. lifecycle.Lifecycle.Statuses.Select(status => (FidelityCell)Outcome(lifecycle.Lifecycle.Next(status, trigger)))])])
    { IsMatrix = true };

    static FidelityTable Rows(string id, NamedLifecycle lifecycle) => new(
        $"{id}-rows", ($"Transitions: {lifecycle.En}", $"状態遷移：{lifecycle.Ja}"),
        ("The rows of that table, and how sure each is.", "上の表の各行の確度です。"),
        [("in the status", "ステータス"), ("trigger", "きっかけ"), ("leads to", "結果"), ("how sure", "確度")],
        [.. lifecycle.Lifecycle.Table.Select(ImmutableArray<FidelityCell> (row) => [From(row), row.On.Name, Outcome(row.Transition), row.Transition.Fact])]);

    static FidelityCell From(Lifecycle.Row row) => row.From.Length == 0 ? ("any other", "その他") : string.Join(", ", row.From);

    static string Outcome(Transition move)
    {
        var due = move.Jobs.Length == 0 ? "" : $" ({string.Join(", ", move.Jobs)})";
        return move.Refusal is { } refusal ? $"`{refusal}`" : $"{(move.To is { } to ? $"→ {to}" : "stays")}{due}";
    }
}
