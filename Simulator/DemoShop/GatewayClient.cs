using System.Net.Http.Headers;
using KantanSim.Certificates;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>The merchant's side of the wire: POST <c>/payment/{Api}.idPass</c>, CP932 both ways (protocol.md 1).</summary>
internal sealed class GatewayClient(ServerAddress address, OutOfBandSources surroundings, DevCertificates? certificates = null) : IDisposable
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>The longest answer that is read, in bytes.</summary>
    public const int LongestAnswer = 65_536;

    // No proxy: the gateway is this very server. No redirect either: the protocol has none.
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new() { CertificateChainPolicy = certificates?.Trust() },
    })
    {
        Timeout = AnswerWithin,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    readonly KeyValuePair<string, string>[] credentials = surroundings.Account is { } account
        ? Credentials(account.ShopId, account.ShopPass)
        : Credentials(DemoShop.AccountAt("").ShopId, DemoShop.AccountAt("").ShopPass);

    /// <summary>The shop that this merchant is to the gateway.</summary>
    public string ShopId => credentials[0].Value;

    public async Task<GatewayAnswer> Call(ApiRequest call, CancellationToken stop = default)
    {
        using var content = new ByteArrayContent(FormBody.Write([.. credentials, .. call.Fields]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{(call.HostOverride is { } name ? address.BaseForScheme(name.Scheme) : address.Base)}/payment/{call.Api}.idPass") { Content = content };
        request.Headers.Host = call.HostOverride?.Authority;
        if (call.Scenario.Length > 0) request.Headers.Add("X-KantanSim-Scenario", call.Scenario);
        try
        {
            using var response = await http.SendAsync(request, stop);
            // Bytes, not a string: .NET does not know the charset's name that the gateway sends.
            var body = await response.Content.ReadAsByteArrayAsync(stop);
            return response.IsSuccessStatusCode
                ? GatewayAnswer.Read(body, call.RequiredFields)
                : GatewayAnswer.Unusable($"HTTP {(int)response.StatusCode}: {Cp932.Decode(body)}");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return GatewayAnswer.Unusable(fault.Message);
        }
    }

    public void Dispose() => http.Dispose();

    static KeyValuePair<string, string>[] Credentials(string shopId, string shopPass) => [new("ShopID", shopId), new("ShopPass", shopPass)];
}
