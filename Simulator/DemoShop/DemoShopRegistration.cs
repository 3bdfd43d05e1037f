using KantanSim.Merchants;

namespace KantanSim.DemoShop;

/// <summary>
/// Plays the shop's owner at the gateway's admin console: when no shops are set, the demo shop has an account, and its
/// notification URL follows the port that the server really listens on, unless somebody pointed it elsewhere.
/// </summary>
internal sealed class DemoShopRegistration(ShopRepository shops, OutOfBandSources surroundings, ServerAddress address) : IHostedLifecycleService
{
    // Before the server listens, so that no call comes too early; the address is only known afterwards.
    public Task StartingAsync(CancellationToken cancellationToken) =>
        surroundings.Account is not null ? Task.CompletedTask : shops.Add(DemoShop.AccountAt(address.Base));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var now = DemoShop.AccountAt(address.Base);
        return surroundings.Account is not null ? Task.CompletedTask
            : shops.Update(now.ShopId, kept => kept.NotifyUrl != now.NotifyUrl && IsOurs(kept.NotifyUrl) ? kept with { NotifyUrl = now.NotifyUrl } : kept);
    }

    static bool IsOurs(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.AbsolutePath.EndsWith(DemoShop.NotifyPath, StringComparison.Ordinal);

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
