using System.Xml;

namespace KantanSim.Tests.Merchants;

/// <summary>Simulated time passes for one shop and its jobs run when they are due, without any real wait.</summary>
internal sealed partial class ShopVisit
{
    /// <summary>Lets time pass. The shop's jobs run whenever something is due.</summary>
    public async Task Pass(TimeSpan by)
    {
        var end = clock.GetUtcNow() + by;
        await Settle();
        while (clock.GetUtcNow() < end)
        {
            await Advance(Earlier(NextDue(), end) - clock.GetUtcNow());
            await Settle();
        }
    }

    /// <summary>Runs the shop's jobs until no failed call has to be repeated.</summary>
    public async Task Settle()
    {
        await RunJobs();
        while (Shop.Records.Orders.Max(order => order.PausedUntil) is { } until && until > clock.GetUtcNow())
        {
            await Advance(until - clock.GetUtcNow());
            await RunJobs();
        }
    }

    /// <summary>
    /// Waits for work of the shop. Time is advanced over every wait of a scenario, but not over the shop's limit for an answer.
    /// </summary>
    public async Task OverWaits(Task work)
    {
        while (await waits.Next(work) is { } wait)
        {
            await Advance(wait < ShopGateway.Timeout ? wait : ShopGateway.Timeout);
            if (wait >= ShopGateway.Timeout) await waits.End();
        }
        await work;
    }

    /// <summary>Completes when a scenario lets a call of the shop wait.</summary>
    public async Task IsHanging(Task work) => Assert.NotNull(await waits.Next(work));

    /// <summary>Waits until the simulator has noticed that a call was aborted.</summary>
    public Task IsAborted() => waits.End();

    // Twice, because the first calls cause notifications.
    async Task RunJobs()
    {
        for (var run = 0; run < 2; run++)
        {
            await OverWaits(Shop.RunJobs());
            await Advance(TimeSpan.Zero);
        }
    }

    DateTimeOffset? NextDue() => Shop.Records.Orders.Min(order => order.NextDueAfter(clock.GetUtcNow()));

    static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    Task Advance(TimeSpan by) => simulated.Advance(XmlConvert.ToString(by), ShopId);
}
