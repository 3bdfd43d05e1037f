using KantanSim.Merchants;
using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>
/// Does what a shop's owner does at the gateway's admin console: when no shops are configured, adds the demo shop's account. Its
/// notification URL then follows the port that the server really listens on, unless somebody changed the URL to another host or path.
/// </summary>
internal sealed class DemoShopRegistration(ShopRepository shops, OutOfBandSources sources, ServerAddress address) : IHostedLifecycleService
{
    // Before the server listens, so that no call arrives before the account exists. The port is known only afterwards.
    public Task StartingAsync(CancellationToken cancellationToken) =>
        sources.Account is not null ? Task.CompletedTask : shops.Add(DemoShopAccount.Create(address.InternalBaseUrl));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (sources.Account is not null) return Task.CompletedTask;
        var notifyUrl = DemoShopAccount.Create(address.InternalBaseUrl).NotifyUrl;
        return shops.Update(DemoShopAccount.ShopId, shop => WithNotifyUrl(shop, notifyUrl));
    }

    // The same instance when nothing changes, so that nothing is saved.
    static Shop WithNotifyUrl(Shop shop, string url) =>
        shop.NotifyUrl != url && IsOurs(shop.NotifyUrl) ? shop with { NotifyUrl = url } : shop;

    static bool IsOurs(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.IsLoopback
        && uri.AbsolutePath.EndsWith(DemoShopAccount.NotifyPath, StringComparison.Ordinal);

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
