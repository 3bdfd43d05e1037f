namespace KantanSim.Tests.Merchants;

/// <summary>
/// A merchant's shop that does everything right. Of the gateway it knows the protocol only. It runs nothing by itself: a test lets
/// simulated time pass and then runs its jobs.
/// </summary>
internal sealed partial class GoodShop : IAsyncDisposable
{
    readonly ShopStyle style;
    readonly TimeProvider clock;
    readonly Func<ShopProcess> start;

    /// <param name="clock">The shop's simulated time; its timers fire when that is advanced.</param>
    /// <param name="url">Where a <see cref="ShopServer"/> takes this shop's messages, without a trailing slash.</param>
    public GoodShop(ShopAccess access, ShopStyle style, TimeProvider clock, string url)
    {
        this.style = style;
        this.clock = clock;
        Access = access;
        NotifyUrl = $"{url}/notify";
        Records = new(clock);
        start = () => new(Records, style, clock, new(access, clock), $"{url}/return");
        Process = start();
    }

    public ShopAccess Access { get; }

    /// <summary>What survives a restart: the orders, and the log of what the shop did.</summary>
    public ShopRecords Records { get; }

    /// <summary>The running program.</summary>
    public ShopProcess Process { get; private set; }

    /// <summary>Where the shop takes notifications.</summary>
    public string NotifyUrl { get; }

    /// <summary>Does for every order what is due at this time.</summary>
    public Task RunJobs() => Process.RunJobs();

    /// <summary>Kills the shop's process, in the middle of a call if there is one, and starts another with the records only.</summary>
    public async Task Restart()
    {
        await Process.DisposeAsync();
        Process = start();
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
