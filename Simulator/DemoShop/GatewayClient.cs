using System.Net.Http.Headers;
using KantanSim.Certificates;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>Calls the gateway as a merchant does: POST <c>/payment/{Api}.idPass</c>, CP932 both ways.</summary>
internal class GatewayClient(ServerAddress address, OutOfBandSources sources, DevCertificates? certificates = null) : IDisposable
{
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);

    public const int MaxResponseBytes = 65_536;

    // No proxy, because the gateway is this very server. No redirects, because the protocol has none.
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new() { CertificateChainPolicy = certificates?.Trust() },
    })
    {
        Timeout = ResponseTimeout,
        MaxResponseContentBufferSize = MaxResponseBytes,
    };

    readonly KeyValuePair<string, string>[] credentials =
    [
        new("ShopID", sources.Account?.ShopId ?? DemoShopAccount.ShopId),
        new("ShopPass", sources.Account?.ShopPass ?? DemoShopAccount.ShopPass),
    ];

    /// <summary>The ShopID that this merchant has at the gateway.</summary>
    public string ShopId => credentials[0].Value;

    /// <summary>Never throws for network errors and timeouts: they become an unusable answer.</summary>
    public async Task<GatewayAnswer> Call(ApiRequest call, CancellationToken cancel = default)
    {
        using var request = CreateRequest(call);
        try
        {
            using var response = await http.SendAsync(request, cancel);
            // Bytes, not a string: .NET does not know the charset name that the gateway sends.
            var body = await response.Content.ReadAsByteArrayAsync(cancel);
            return response.IsSuccessStatusCode
                ? Read(body, call.RequiredFields)
                : GatewayAnswer.Unusable($"HTTP {(int)response.StatusCode}: {Cp932.Decode(body)}");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return GatewayAnswer.Unusable(fault.Message);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Encodes the fields of a request.</summary>
    protected virtual byte[] Encode(IEnumerable<KeyValuePair<string, string>> fields) => FormBody.Write(fields);

    /// <inheritdoc cref="GatewayAnswer.Read"/>
    protected virtual GatewayAnswer Read(byte[] body, string[] required) => GatewayAnswer.Read(body, required);

    HttpRequestMessage CreateRequest(ApiRequest call)
    {
        var baseUrl = call.HostOverride is { } name ? address.InternalBaseUrlFor(name.Scheme) : address.InternalBaseUrl;
        var content = new ByteArrayContent(Encode([.. credentials, .. call.Fields]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var request = new HttpRequestMessage(HttpMethod.Post, $"{baseUrl}/payment/{call.Api}.idPass") { Content = content };
        request.Headers.Host = call.HostOverride?.Authority;
        if (call.Scenario.Length > 0) request.Headers.Add("X-KantanSim-Scenario", call.Scenario);
        return request;
    }
}
