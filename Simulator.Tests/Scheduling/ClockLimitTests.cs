#pragma warning disable format // aligned tables
using System.Text.Json.Nodes;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Scheduling;

/// <summary>Limits of setting and advancing the clock: the last allowed time and the first that is refused.</summary>
public sealed class ClockLimitTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    readonly Store store = Store.Open(Store.InMemory);
    readonly ShopClocks clock;
    readonly Scheduler scheduler;
    readonly ClockService service;

    public ClockLimitTests()
    {
        var schedule = new JobSchedule(store);
        clock = new(store, Begin);
        var handlers = new Dictionary<JobKind, JobHandler>();
        var deadlines = new Deadlines(clock);
        scheduler = new(schedule, clock, deadlines, handlers, store, NullLogger<Scheduler>.Instance);
        service = new(clock, schedule, scheduler, new ShopRepository(store, new()), new(), deadlines);
    }

    public void Dispose()
    {
        scheduler.Dispose();
        store.Dispose();
    }

    [Theory]
    [InlineData("1999-12-31T23:59:59.9999999Z", false)]
    [InlineData("2000-01-01T00:00:00.0000000Z", true)]
    [InlineData("2999-12-31T23:59:59.9999999Z", true)]
    [InlineData("3000-01-01T00:00:00.0000000Z", false)]
    public async Task Clock_can_be_set_from_the_year_2000_to_2999(string now, bool isAllowed) =>
        await Check(isAllowed, now, () => service.Set(null, Body("now", now), default));

    [Theory]
    [InlineData("-PT0.0000001S",      null)]
    [InlineData("PT0S",               "2026-01-15T00:00:00.0000000Z")]
    [InlineData("PT0.0000001S",       "2026-01-15T00:00:00.0000001Z")]
    [InlineData("P3660D",             "2036-01-23T00:00:00.0000000Z")]
    [InlineData("P3660DT0.0000001S",  null)]
    public async Task Clock_can_be_advanced_by_0_to_3660_days(string by, string? then) =>
        await Check(then is not null, then ?? "", () => service.Advance(null, Body("by", by), default));

    [Theory]
    [InlineData("2026-01-14T23:59:59.9999999Z", false)]
    [InlineData("2026-01-15T00:00:00.0000000Z", true)]
    [InlineData("2999-12-31T23:59:59.9999999Z", true)]
    [InlineData("3000-01-01T00:00:00.0000000Z", false)]
    public async Task Clock_can_be_advanced_to_a_time_from_now_to_the_year_2999(string to, bool isAllowed) =>
        await Check(isAllowed, to, () => service.Advance(null, Body("to", to), default));

    [Theory]
    [InlineData("PT0.9999999S", true)]
    [InlineData("PT1S",         false)]
    public async Task Clock_cannot_be_advanced_by_a_duration_beyond_the_year_2999(string by, bool isAllowed)
    {
        await clock.Set(null, running: false, new(2999, 12, 31, 23, 59, 59, TimeSpan.Zero));
        await Check(isAllowed, "2999-12-31T23:59:59.9999999Z", () => service.Advance(null, Body("by", by), default));
    }

    static JsonBodyReader Body(string name, string value)
    {
        var json = new JsonObject { [name] = value };
        if (name == "now") json["mode"] = "manual";
        return JsonBodyReader.FromForm(json);
    }

    async Task Check(bool isAllowed, string then, Func<Task> move)
    {
        var before = Text(clock.Now(null));
        if (isAllowed) await move();
        else await Assert.ThrowsAsync<ProblemException>(move);
        Assert.Equal(isAllowed ? then : before, Text(clock.Now(null)));
    }

    static string Text(DateTimeOffset time) => $"{time:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}";
}
