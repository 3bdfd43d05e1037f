namespace KantanSim.Tests.Merchants;

/// <summary>A run of the shop's program, from start to stop. What it holds in memory ends with it.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    readonly CancellationTokenSource stopped = new();
    readonly ShopGateway gateway;
    readonly ShopJobs jobs;

    public ShopProcess(ShopRecords records, ShopStyle style, TimeProvider clock, ShopGateway gateway, string returnUrl)
    {
        this.gateway = gateway;
        Inbox = new(records, style, gateway.ShopId);
        jobs = new(records, Inbox, gateway, style, clock, returnUrl);
    }

    public ShopInbox Inbox { get; }

    public Task RunJobs() => jobs.Run(stopped.Token);

    /// <summary>Aborts a call in the middle.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await jobs.DisposeAsync();
        gateway.Dispose();
        stopped.Dispose();
    }
}
