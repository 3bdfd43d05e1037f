using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scheduling;

/// <summary>The simulated clock: frozen, running from a given time, and advanced.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_clock_frozen_at_a_later_time_runs_the_jobs_due_until_then()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(("manual", "2026-01-15T00:00:00+00:00"), await Read(simulated));
        var order = await simulated.RequestPayment("CLOCK-1");
        await Set(simulated, """{"mode":"manual","now":"2026-01-15T00:05:00Z"}""");
        Assert.Equal("EXPIRED", (string?)(await simulated.Transaction(order))["status"]);
        Assert.Equal(("manual", "2026-01-15T00:05:00+00:00"), await Read(simulated));
    }

    [Fact]
    public async Task A_manual_clock_stands_at_its_stored_time_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-");
        using (var store = Store.Open(folder.FullName))
        {
            await new ShopClocks(store, DateTimeOffset.UnixEpoch).Set(null, running: false, DateTimeOffset.UnixEpoch);
        }
        using (var store = Store.Open(folder.FullName))
        {
            var clocks = new ShopClocks(store, DateTimeOffset.UnixEpoch.AddYears(1), keepsStored: true);
            Assert.Equal(DateTimeOffset.UnixEpoch, clocks.Now(null));
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_clock_set_to_real_mode_runs_from_the_given_time()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Set(simulated, """{"mode":"real","now":"2028-02-29T12:00:00Z"}""");
        var (mode, began) = await Read(simulated);
        Assert.Equal("real", mode);
        Assert.StartsWith("2028-02-29T12:0", began, StringComparison.Ordinal);
        await simulated.Advance("P1D");
        Assert.StartsWith("2028-03-01T12:0", (await Read(simulated)).Now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_clock_can_be_frozen_run_again_and_return_to_real_time()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Set(simulated, """{"mode":"real","now":"2028-02-29T12:00:00Z"}""");
        await Set(simulated, """{"mode":"manual"}""");
        var (_, frozenAt) = await Read(simulated);
        Assert.Equal(frozenAt, (await Read(simulated)).Now);
        await Set(simulated, $$"""{"mode":"real","now":"{{frozenAt}}"}""");
        Assert.True(string.CompareOrdinal((await Read(simulated)).Now, frozenAt) > 0);
        await Set(simulated, """{"mode":"real"}""");
        Assert.False((await Read(simulated)).Now.StartsWith("2028", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Advancing_a_running_clock_runs_due_jobs_in_order()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Set(simulated, """{"mode":"real","now":"2026-03-30T00:00:00Z"}""");
        var order = await simulated.SignsUp(firstMonthFree: "1");
        await simulated.Advance("P61D");
        var charges = (await simulated.Transaction(order))["contract"]!["charges"]!.AsArray();
        Assert.Equal(["202604 SALES", "202605 AUTH"], charges.Select(charge => $"{charge!["month"]} {charge["status"]}"));
    }

    // Otherwise a change that survives a crash could be dated later than the clock.
    [Fact]
    public async Task Time_advances_only_after_the_new_value_is_durable()
    {
        using var store = Store.Open(Store.InMemory);
        var clock = new ShopClocks(store, DateTimeOffset.UnixEpoch);
        using var firstMayEnd = new ManualResetEventSlim();
        using var lastMayEnd = new ManualResetEventSlim();
        var lastRuns = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stop = TestContext.Current.CancellationToken;
        var first = store.Write(_ => firstMayEnd.Wait(stop));
        var moved = clock.Shift(null, TimeSpan.FromHours(1));
        // In the same commit, after the clock: while this runs, the clock's change is staged but not durable.
        var last = store.Write(_ =>
        {
            lastRuns.SetResult();
            lastMayEnd.Wait(stop);
        });
        var whileQueued = clock.Now(null);
        firstMayEnd.Set();
        await lastRuns.Task;
        var whileStaged = clock.Now(null);
        lastMayEnd.Set();
        await Task.WhenAll(first, moved, last);
        var epoch = DateTimeOffset.UnixEpoch;
        Assert.Equal((epoch, epoch, epoch.AddHours(1)), (whileQueued, whileStaged, clock.Now(null)));
    }

    [Theory]
    [InlineData("PUT", "/clock", """{"mode":"manual","now":"9999-12-31T23:59:59Z"}""", "now")]
    [InlineData("PUT", "/clock", """{"mode":"real","now":"0001-01-01T00:00:00Z"}""", "now")]
    [InlineData("POST", "/clock/advance", """{"to":"9999-12-31T23:59:59Z"}""", "to")]
    [InlineData("POST", "/clock/advance", """{"by":null}""", "by")]
    [InlineData("POST", "/clock/advance", """{"by":null,"to":null}""", "by")]
    [InlineData("POST", "/clock/advance", """{"by":"PT1S","to":"2026-02-01T00:00:00Z"}""", "by")]
    public async Task An_invalid_time_is_refused_and_leaves_the_clock_unchanged(string verb, string path, string json, string field)
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await simulated.CallApi(new(verb), path, json);
        Assert.Equal((400, field), ((int)answer["http"]!, (string?)answer["body"]!["errors"]![0]!["field"]));
        Assert.Equal(("manual", "2026-01-15T00:00:00+00:00"), await Read(simulated));
    }

    [Theory]
    [InlineData("""{"by":"\ud800"}""")]
    [InlineData("""{"by":"PT1S","\ud800":1}""")]
    public async Task A_lone_surrogate_is_refused_as_invalid_JSON(string json)
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await simulated.CallApi(HttpMethod.Post, "/clock/advance", json);
        Assert.Equal(400, (int)answer["http"]!);
        Assert.Contains("not JSON", (string)answer["body"]!["detail"]!, StringComparison.Ordinal);
    }

    static async Task<(string Mode, string Now)> Read(SimulatorFixture simulated)
    {
        var clock = (await simulated.CallApi(HttpMethod.Get, "/clock"))["body"]!;
        return ((string)clock["mode"]!, (string)clock["now"]!);
    }

    static async Task Set(SimulatorFixture simulated, string json)
    {
        var answer = await simulated.CallApi(HttpMethod.Put, "/clock", json);
        Assert.Equal(200, (int?)answer["http"]);
    }
}
