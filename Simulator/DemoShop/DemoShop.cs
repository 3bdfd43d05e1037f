using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>A shop to try the whole flow with, written as a merchant would: of the gateway it knows the protocol only.</summary>
internal static class DemoShop
{
    /// <summary>Where the gateway sends result notifications, below the shop's base.</summary>
    public const string NotifyPath = "/shop/notify";

    /// <summary>The contract that the shop has with the gateway when no shops are set.</summary>
    /// <param name="baseUrl">Where the shop is reached, without a slash at its end.</param>
    public static Shop AccountAt(string baseUrl) => new()
    {
        ShopId = "tshop00000001",
        ShopPass = "kantansim1",
        Name = "かんたん雑貨店 / Kantan Goods",
        NotifyUrl = baseUrl + NotifyPath,
    };

    public static void AddDemoShop(this IServiceCollection services, Func<IServiceProvider, OutOfBandSources> surroundings)
    {
        services.AddSingleton(surroundings);
        services.AddSingleton<ServerAddress>();
        services.AddSingleton<GatewayClient>();
        services.AddSingleton<Orders>();
        services.AddSingleton<Inquiries>();
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<Checkout>();
        services.AddSingleton<OrderActions>();
        services.AddSingleton<ChargeFileImporter>();
        services.AddSingleton<OrderPoller>();
        services.AddHostedService(provider => provider.GetRequiredService<OrderPoller>());
        services.AddHostedService<DemoShopRegistration>();
    }

    public static void MapDemoShop(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup("/shop").ExcludeFromDescription();
        shop.MapGet("", Storefront.Show);
        shop.MapPost("/orders", Storefront.Buy);
        shop.MapGet("/orders", OrderPages.List);
        shop.MapGet("/orders/{id}", OrderPages.Show);
        shop.MapPost("/orders/{id}/again", Storefront.Again);
        shop.MapPost("/orders/{id}/capture", OrderPages.Deliver);
        shop.MapPost("/orders/{id}/cancel", OrderPages.Cancel);
        shop.MapPost("/orders/{id}/change", OrderPages.Change);
        shop.MapPost("/orders/{id}/month", OrderPages.CancelCharge);
        shop.MapPost("/return", ShopReturnEndpoint.Take);
        shop.MapPost("/notify", ShopNotifyEndpoint.Take);
    }
}
