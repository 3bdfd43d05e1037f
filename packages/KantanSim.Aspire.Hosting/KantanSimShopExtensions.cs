using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds the shops that exist when a KantanSim starts. Without any, it has a demo shop.</summary>
public static class KantanSimShopExtensions
{
    const string DemoShopId = "tshop00000001";
    const string DemoShopPass = "kantansim1";

    /// <summary>Adds a shop that gets no notifications.</summary>
    /// <param name="shopId">At most 13 characters.</param>
    /// <param name="shopPass">At most 10 characters.</param>
    public static IResourceBuilder<KantanSimResource> WithShop(
        this IResourceBuilder<KantanSimResource> builder, string shopId, string shopPass)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(shopId);
        ArgumentException.ThrowIfNullOrEmpty(shopPass);
        var shop = $"Shops:{builder.Resource.Annotations.OfType<ShopAnnotation>().Count()}";
        return builder.WithAnnotation(new ShopAnnotation(shop))
            .WithSetting($"{shop}:ShopId", shopId).WithSetting($"{shop}:ShopPass", shopPass);
    }

    /// <summary>Adds a shop whose notifications go to a resource of the app host.</summary>
    /// <param name="shopId">At most 13 characters.</param>
    /// <param name="shopPass">At most 10 characters.</param>
    /// <param name="shop">The endpoint of the shop under test, such as <c>shop.GetEndpoint("http")</c>.</param>
    /// <param name="notifyPath">The path of its result notification program, such as <c>/notify</c>.</param>
    public static IResourceBuilder<KantanSimResource> WithShop(
        this IResourceBuilder<KantanSimResource> builder, string shopId, string shopPass, EndpointReference shop, string notifyPath)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(notifyPath);
        if (notifyPath is not ['/', ..])
            throw new ArgumentException(
                $"The notify path is \"{notifyPath}\"; allowed: a path that begins with a slash.", nameof(notifyPath));
        builder.WithShop(shopId, shopPass);
        var added = builder.Resource.Annotations.OfType<ShopAnnotation>().Last();
        return builder.WithSetting(
            $"{added.Setting}:NotifyUrl", ReferenceExpression.Create($"{shop.Property(EndpointProperty.Url)}{notifyPath}"));
    }

    /// <summary>
    /// Adds the demo shop <c>tshop00000001</c> / <c>kantansim1</c>, whose notifications go to a resource of the app host.
    /// </summary>
    /// <inheritdoc cref="WithShop(IResourceBuilder{KantanSimResource}, string, string, EndpointReference, string)"/>
    public static IResourceBuilder<KantanSimResource> WithNotifyUrl(
        this IResourceBuilder<KantanSimResource> builder, EndpointReference shop, string notifyPath) =>
        builder.WithShop(DemoShopId, DemoShopPass, shop, notifyPath);

    /// <param name="Setting">The setting of the shop, such as <c>Shops:0</c>.</param>
    sealed record ShopAnnotation(string Setting) : IResourceAnnotation;
}
