namespace KantanSim.Web;

/// <summary>Who an endpoint is for. An endpoint that does not say is the operator's.</summary>
internal enum Audience
{
    /// <summary>Dashboard, control API, metrics: under our own names, from our own pages and programs, with the token when there is one.</summary>
    Operator,

    /// <summary>The page where a browser brings the token: as the operator's, without the token.</summary>
    SignIn,

    /// <summary>Assets, health, the CA: anyone under any name.</summary>
    Anyone,

    /// <summary>Start, return and wallet: browsers, sent by other sites, under whatever name the shop uses. A secret in the path guards each.</summary>
    Consumer,

    /// <summary>The demo shop: anyone under our own names.</summary>
    DemoShop,

    /// <summary>The gateway's calls: servers, under any name. A browser's page may make them only from our own site.</summary>
    Merchant,

    /// <summary>Paths of mapping files: whatever the merchant's programs expect there.</summary>
    Mapped,
}

/// <summary>The audience of an endpoint, by the request where one endpoint has several.</summary>
internal sealed record AudienceMetadata(Func<HttpContext, Audience> Of);

internal static class AudienceExtensions
{
    public static T WithAudience<T>(this T endpoints, Audience audience) where T : IEndpointConventionBuilder => endpoints.WithAudience(_ => audience);

    public static T WithAudience<T>(this T endpoints, Func<HttpContext, Audience> audience) where T : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new AudienceMetadata(audience));

    /// <summary>The audience of the endpoint that the request was routed to.</summary>
    public static Audience GetAudience(this HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AudienceMetadata>()?.Of(http) ?? Audience.Operator;
}

/// <summary>The name under which a request has come.</summary>
/// <param name="IsOwnHost">Whether it is one of the server's own, and not that of a page which leads its name here (DNS rebinding).</param>
internal sealed record HostFilterResult(bool IsOwnHost);
