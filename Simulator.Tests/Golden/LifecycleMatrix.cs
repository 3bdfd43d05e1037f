using System.Text;
using KantanSim.Methods.Recruit;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Golden;

/// <summary>The whole table, status by trigger: the approved file is its documentation.</summary>
public sealed class LifecycleMatrix
{
    [Fact]
    public void The_one_shot_lifecycle_is_the_approved_one() => Approved.Check("recruit-lifecycle", Markdown(RecruitLifecycle.Table));

    [Fact]
    public void A_pair_that_stands_twice_is_refused() => Assert.Contains("twice", Assert.Throws<InvalidOperationException>(() => new Lifecycle(
        [GatewayStatus.Authorised],
        Lifecycle.When(GatewayStatus.Authorised, RecruitLifecycle.Sales, GatewayStatus.Sold),
        Lifecycle.Stay(GatewayStatus.Authorised, RecruitLifecycle.Sales),
        Lifecycle.Otherwise(RecruitLifecycle.Sales, new("M01054004")))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_trigger_without_an_otherwise_is_refused() => Assert.Contains("no Otherwise", Assert.Throws<InvalidOperationException>(() => new Lifecycle(
        [GatewayStatus.Authorised],
        Lifecycle.Stay(GatewayStatus.Authorised, RecruitLifecycle.Sales))).Message, StringComparison.Ordinal);

    static string Markdown(Lifecycle table)
    {
        var text = new StringBuilder("# One-shot payment: status by trigger\n\nA cell is the next status and what is due there, or the code of the refusal; `stays` leaves the status as it is.\n\n");
        text.Append("| status | ").AppendJoin(" | ", table.Triggers).Append(" |\n|").Insert(text.Length, " --- |", table.Triggers.Count + 1).Append('\n');
        foreach (var status in table.Statuses)
            text.Append("| **").Append(status).Append("** | ").AppendJoin(" | ", table.Triggers.Select(trigger => Cell(table.Next(status, trigger)))).Append(" |\n");
        return text.ToString();
    }

    static string Cell(Move move)
    {
        var due = move.Due.Length == 0 ? "" : $" ({string.Join(", ", move.Due)})";
        return move.Refusal is { } refusal ? $"`{refusal}`" : $"{(move.To is { } to ? $"→ {to}" : "stays")}{due}";
    }
}
