using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>Shows, advances and sets the simulated clocks of a running server.</summary>
/// <param name="shopId">The shop whose clock is meant; null: the common one, and with it those of all shops.</param>
internal sealed class ClockCommand(ClientSession session, string? shopId)
{
    /// <summary>What <c>clock set</c> takes besides a time.</summary>
    public static readonly IReadOnlyList<string> Words = ["real", "manual", "common"];

    static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    readonly CommandOutput output = session.Output;

    public async Task<int> Show(CancellationToken cancel)
    {
        var path = QueryText.Of("/clock", ("shopId", shopId));
        return await Show(await session.Api.Send(HttpMethod.Get, path, null, ControlJson.Default.ClockView, cancel));
    }

    /// <param name="by">An ISO 8601 duration.</param>
    public async Task<int> Advance(string by, CancellationToken cancel)
    {
        var body = new JsonObject { ["by"] = by, ["shopId"] = shopId };
        var after = await session.Api.Send(HttpMethod.Post, "/clock/advance", body, ControlJson.Default.AdvanceView, cancel);
        if (output.IsJson) await output.Json(after, CommandJson.Types.AdvanceView);
        else foreach (var line in Describe(after)) await output.Line(line);
        return ExitCodes.Success;
    }

    /// <param name="word">One of <see cref="Words"/>; null: <paramref name="time"/> is given.</param>
    /// <param name="time">Where the clock stands from now on.</param>
    public async Task<int> Set(string? word, DateTimeOffset? time, CancellationToken cancel)
    {
        var path = QueryText.Of("/clock", ("shopId", shopId));
        if (word == "common")
            return await Show(await session.Api.Send(HttpMethod.Delete, path, null, ControlJson.Default.ClockView, cancel));
        var body = new JsonObject { ["mode"] = word ?? "manual" };
        if (time is { } now) body["now"] = now.ToString("o", CultureInfo.InvariantCulture);
        return await Show(await session.Api.Send(HttpMethod.Put, path, body, ControlJson.Default.ClockView, cancel));
    }

    async Task<int> Show(ClockView clock)
    {
        if (output.IsJson) await output.Json(clock, CommandJson.Types.ClockView);
        else foreach (var line in Describe(clock)) await output.Line(line);
        return ExitCodes.Success;
    }

    static IEnumerable<string> Describe(ClockView clock)
    {
        var whose = clock.ShopId is null ? "The common clock" : $"The clock of shop {clock.ShopId}";
        yield return $"{whose} {Does(clock.Mode)}: {Time(clock.Now)}.{(clock.Own == false ? " It follows the common clock." : "")}";
        if (clock.NextDue is { } due) yield return $"  The next job is due at {Time(due)}.";
        if (clock.HeldUntil is { } held) yield return $"  A request is held by a scenario until {Time(held)}.";
        foreach (var shop in clock.Shops ?? [])
            yield return $"  Shop {shop.ShopId} has its own clock, which {Does(shop.Mode)}: {Time(shop.Now)}.";
    }

    static IEnumerable<string> Describe(AdvanceView after)
    {
        var whose = after.ShopId is null ? "All clocks were advanced" : $"The clock of shop {after.ShopId} was advanced";
        yield return $"{whose}{(after.Cancelled ? ", until somebody cancelled it" : "")}. It is {Time(after.Now)}.";
        var happened = after.Happened;
        (int Count, string One, string Many)[] counts =
        [
            (happened.Expired.Count, "term ended", "terms ended"), (happened.Charged.Count, "monthly charge", "monthly charges"),
            (happened.Notified.Count, "notification attempt", "notification attempts"),
            (happened.Deposited.Count, "sale or refund deposited", "sales and refunds deposited"),
        ];
        var said = counts.Where(one => one.Count > 0).Select(one => $"{one.Count} {(one.Count == 1 ? one.One : one.Many)}");
        yield return $"  {(string.Join(", ", said) is { Length: > 0 } list ? list : "Nothing was due on the way")}.";
        if (after.NextDue is { } due) yield return $"  The next job is due at {Time(due)}.";
    }

    static string Does(string mode) => mode == "real" ? "runs" : "stands still";

    static string Time(DateTimeOffset time) => time.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
