namespace KantanSim.Web;

/// <summary>
/// Who an endpoint is for. It decides which access checks apply. Endpoints without <see cref="AudienceMetadata"/> are the operator's.
/// </summary>
internal enum Audience
{
    /// <summary>Dashboard, control API, metrics. Allowed host names only, no other site's pages, and the token if there is one.</summary>
    Operator,

    /// <summary>The sign-in page. As for the operator, without the token.</summary>
    SignIn,

    /// <summary>Assets, health checks, the CA certificate. No checks.</summary>
    Anyone,

    /// <summary>Start page, return page and wallet: browsers from other sites, under any host. The path contains a secret.</summary>
    Consumer,

    /// <summary>The demo shop. Allowed host names only.</summary>
    DemoShop,

    /// <summary>The demo shop's JSON API. Allowed host names only, and no other site's pages.</summary>
    DemoShopApi,

    /// <summary>The gateway's calls: servers, under any host name. A browser's request must come from our own origin.</summary>
    Merchant,

    /// <summary>Paths of mapping files, for whatever the merchant's programs call there. No checks.</summary>
    Mapped,
}

/// <summary>The audience of an endpoint. It depends on the request where one endpoint serves several.</summary>
internal sealed record AudienceMetadata(Func<HttpContext, Audience> Of);

internal static class AudienceExtensions
{
    public static T WithAudience<T>(this T endpoints, Audience audience) where T : IEndpointConventionBuilder =>
        endpoints.WithAudience(_ => audience);

    public static T WithAudience<T>(this T endpoints, Func<HttpContext, Audience> audience) where T : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new AudienceMetadata(audience));

    /// <summary>The audience of the endpoint that routing has selected for the request.</summary>
    public static Audience GetAudience(this HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AudienceMetadata>()?.Of(http) ?? Audience.Operator;
}

/// <summary>The result of the host filter, as a feature of the request.</summary>
/// <param name="IsOwnHost">False when the request names a host that is not allowed, as in DNS rebinding.</param>
internal sealed record HostFilterResult(bool IsOwnHost);

/// <summary>Reads the result of the host filter.</summary>
internal static class HostFilterExtensions
{
    /// <summary>
    /// Whether the request's host name is allowed. Under another name another site may read the answer (DNS rebinding): it must have no
    /// passwords.
    /// </summary>
    public static bool IsOwnHost(this HttpContext http) => http.Features.Get<HostFilterResult>() is not { IsOwnHost: false };
}
