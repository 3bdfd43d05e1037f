using System.Text;
using System.Text.Json.Nodes;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Snapshots;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Snapshots;

/// <summary>At each limit a snapshot can be taken and restored, beyond it not.</summary>
public sealed class SnapshotLimitTests
{
    [Fact]
    public void Limits_are_those_of_the_server() => Assert.Equal(
        new SnapshotLimits { MaxSnapshots = 100, MaxBytes = 50 * 1_024 * 1_024, MaxPayments = 20_000 }, new SnapshotLimits());

    [Fact]
    public async Task One_snapshot_more_than_the_limit_is_refused_and_an_existing_one_can_be_replaced()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var service = ServiceOf(simulated, new() { MaxSnapshots = 2 });
        await Take(service, "one");
        await Take(service, "two");
        await Refused(() => Take(service, "three"), "there are 2 snapshots, and the limit is 2: delete one");
        await Take(service, "two", replace: true);
    }

    [Fact]
    public async Task Snapshot_of_more_bytes_than_the_limit_is_refused()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RequestPayment("BYTES-1");
        using var free = ServiceOf(simulated, new());
        var bytes = (int)(await Take(free, "base")).Bytes;
        using var atLimit = ServiceOf(simulated, new() { MaxBytes = bytes });
        Assert.Equal(bytes, (await Take(atLimit, "base")).Bytes);
        using var beyond = ServiceOf(simulated, new() { MaxBytes = bytes - 1 });
        await Refused(() => Take(beyond, "base"), $"it would be longer than {bytes - 1:N0} bytes, the limit of a snapshot");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TestOrder.FirstShop)]
    public async Task More_payments_than_the_limit_are_neither_taken_nor_replaced(string? shopId)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var service = ServiceOf(simulated, new() { MaxPayments = 2 });
        await Take(service, "none", shopId);
        await simulated.RequestPayment("COUNT-1");
        await simulated.RequestPayment("COUNT-2");
        await Take(service, "two", shopId);
        await service.Restore("two", TestContext.Current.CancellationToken);
        await simulated.RequestPayment("COUNT-3");
        await Refused(() => Take(service, "three", shopId), "it would hold more than 2 payments, the limit of a snapshot: reset first");
        await Refused(() => service.Restore("none", TestContext.Current.CancellationToken),
            "more than 2 payments would be deleted, the limit of a restore: reset first");
        Assert.Equal(3, (await simulated.Transactions()).Length);
    }

    static async Task Refused(Func<Task> action, string why)
    {
        var problem = (await Assert.ThrowsAsync<ProblemException>(action)).Problem;
        Assert.Equal(409, problem.Status);
        Assert.Contains(why, problem.Detail, StringComparison.Ordinal);
    }

    static Task<SnapshotEntry> Take(SnapshotService service, string name, string? shopId = null, bool replace = false)
    {
        var body = new JsonObject { ["name"] = name, ["shopId"] = shopId, ["replace"] = replace };
        var json = JsonBodyReader.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()));
        return service.Take(json, TestContext.Current.CancellationToken);
    }

    // With a memory of its own.
    static SnapshotService ServiceOf(SimulatorFixture simulated, SnapshotLimits limits)
    {
        var contents = simulated.SnapshotContents(limits);
        var snapshots = new SnapshotRepository(SnapshotStorage.For(Store.InMemory), limits, simulated.GetService<IdentifierGenerator>());
        // The times have the same length in each snapshot.
        var realTime = new RealTime { Source = new FrozenTime() };
        return new(
            snapshots, contents, simulated.GetService<ShopRepository>(), simulated.GetService<Scheduler>(),
            simulated.GetService<ShopClocks>(), realTime);
    }

    sealed class FrozenTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    }
}
