namespace KantanSim.DemoShop;

/// <summary>
/// Services and routes of the demo shop, which is written as a merchant would write a shop: it knows nothing of the gateway but the
/// protocol.
/// </summary>
internal static class DemoShopSetup
{
    /// <summary>The key of the time provider with the time of the demo shop's account.</summary>
    public const string Clock = "demo shop";

    public static void AddDemoShop(this IServiceCollection services, Func<IServiceProvider, OutOfBandSources> sources)
    {
        services.AddSingleton(sources);
        services.AddSingleton<ServerAddress>();
        services.AddSingleton<GatewayClient>();
        services.AddSingleton<Orders>();
        services.AddSingleton<Inquiries>();
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<Checkout>();
        services.AddSingleton<NotificationReceiver>();
        services.AddSingleton<ReturnReceiver>();
        services.AddSingleton<OrderLocks>();
        services.AddSingleton<Purchases>();
        services.AddSingleton<OrderActions>();
        services.AddSingleton<ChargeFileImporter>();
        services.AddSingleton<OrderPoller>();
        services.AddHostedService<OrderPollingService>();
        services.AddHostedService<DemoShopRegistration>();
    }

    public static void MapDemoShop(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup("/shop").ExcludeFromDescription();
        // The browser comes back with a POST: the front page can be the RetURL of a payment that the demo shop has not made.
        shop.MapMethods("", [HttpMethods.Get, HttpMethods.Post], Storefront.Show);
        shop.MapPost("/orders", Storefront.Buy);
        shop.MapGet("/orders", OrderPages.List);
        shop.MapGet("/orders/{id}", OrderPages.Show);
        shop.MapPost("/orders/{id}/again", Storefront.Retry);
        shop.MapPost("/orders/{id}/capture", OrderPages.Deliver);
        shop.MapPost("/orders/{id}/cancel", OrderPages.Cancel);
        shop.MapPost("/orders/{id}/change", OrderPages.Change);
        shop.MapPost("/orders/{id}/month", OrderPages.CancelCharge);
        shop.MapPost("/return", ShopReturnEndpoint.Receive);
        shop.MapPost("/notify", ShopNotifyEndpoint.Receive);
    }
}
