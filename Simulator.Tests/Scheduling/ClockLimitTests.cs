using System.Text.Json.Nodes;
using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Scheduling;

/// <summary>How far the clock can be set and moved: the last moment that is taken, and the first that is not.</summary>
public sealed class ClockLimitTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    readonly Store store = Store.Open(Store.InMemory);
    readonly SimulatedClock clock;
    readonly Scheduler worker;
    readonly ClockService control;

    public ClockLimitTests()
    {
        var agenda = new JobSchedule(store);
        clock = new(store, Begin);
        worker = new(agenda, clock, new Deadlines(clock), new Dictionary<JobKind, JobHandler>(), store, NullLogger<Scheduler>.Instance);
        control = new(clock, agenda, worker);
    }

    public void Dispose()
    {
        worker.Dispose();
        store.Dispose();
    }

    [Theory]
    [InlineData("1999-12-31T23:59:59.9999999Z", false)]
    [InlineData("2000-01-01T00:00:00.0000000Z", true)]
    [InlineData("2999-12-31T23:59:59.9999999Z", true)]
    [InlineData("3000-01-01T00:00:00.0000000Z", false)]
    public async Task It_is_set_from_the_year_2000_to_2999(string now, bool taken) =>
        await IsTaken(taken, now, () => control.Set(Written("now", now), default));

    [Theory]
    [InlineData("-PT0.0000001S",      null)]
    [InlineData("PT0S",               "2026-01-15T00:00:00.0000000Z")]
    [InlineData("PT0.0000001S",       "2026-01-15T00:00:00.0000001Z")]
    [InlineData("P3660D",             "2036-01-23T00:00:00.0000000Z")]
    [InlineData("P3660DT0.0000001S",  null)]
    public async Task It_is_advanced_by_0_to_3660_days(string by, string? then) =>
        await IsTaken(then is not null, then ?? "", () => control.Advance(Written("by", by), default));

    [Theory]
    [InlineData("2026-01-14T23:59:59.9999999Z", false)]
    [InlineData("2026-01-15T00:00:00.0000000Z", true)]
    [InlineData("2999-12-31T23:59:59.9999999Z", true)]
    [InlineData("3000-01-01T00:00:00.0000000Z", false)]
    public async Task It_is_advanced_to_what_is_not_past_and_not_beyond_2999(string to, bool taken) =>
        await IsTaken(taken, to, () => control.Advance(Written("to", to), default));

    [Theory]
    [InlineData("PT0.9999999S", true)]
    [InlineData("PT1S",         false)]
    public async Task It_is_not_advanced_beyond_2999_by_a_span_either(string by, bool taken)
    {
        await clock.MoveTo(new(2999, 12, 31, 23, 59, 59, TimeSpan.Zero));
        await IsTaken(taken, "2999-12-31T23:59:59.9999999Z", () => control.Advance(Written("by", by), default));
    }

    static JsonBodyReader Written(string name, string value) =>
        JsonBodyReader.FromForm(name == "now" ? new() { ["mode"] = "manual", [name] = value } : new JsonObject { [name] = value });

    async Task IsTaken(bool taken, string then, Func<Task> move)
    {
        var before = clock.GetUtcNow();
        if (taken) await move();
        else await Assert.ThrowsAsync<ProblemException>(move);
        Assert.Equal(taken ? then : $"{before:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}", $"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}");
    }
}
