using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Mcp.Tools;

internal sealed class AdvanceClockTool(ClockService clocks) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "advance_clock", "Advance the clock",
        "Advances simulated time and answers when everything that falls due until then has run: terms that end, retries of notifications, "
        + "monthly charges, deposits. Use it instead of waiting. Time does not go back. Give exactly one of by and to.",
        ToolEffect.Changes,
        [
            new("by", "string", "How far: an ISO 8601 duration such as PT1H or P30D, up to P3660D; PT0S runs what is due already."),
            new("to", "string", "Until when: an ISO 8601 instant such as 2026-01-31T09:00:00+09:00; UTC without an offset."),
            new("shopId", "string", "The shop whose clock alone is advanced; default: the clocks of all shops."),
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var advanced = await clocks.Advance(null, arguments, cancel);
        return ToolAnswer.Of(Text(advanced), advanced, ToolAnswer.Control.AdvanceView);
    }

    static string Text(AdvanceView advanced)
    {
        var which = advanced.ShopId is { } shopId ? $"The clock of shop {shopId}" : "The common clock";
        var cancelled = advanced.Cancelled ? " The advance was cancelled before its end." : "";
        var next = advanced.NextDue is { } due ? $" Next due: {Jst.Readable(due)}." : " Nothing is due next.";
        var happened = advanced.Happened;
        return $"{which} stands at {Jst.Readable(advanced.Now)} ({advanced.Mode}).{cancelled}"
            + $" Terms ended: {happened.Expired.Count}, charges: {happened.Charged.Count}, notifications tried: {happened.Notified.Count}, "
            + $"deposited: {happened.Deposited.Count}.{next}";
    }
}
