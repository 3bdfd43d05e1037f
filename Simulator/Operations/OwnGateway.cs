using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Gateway;
using KantanSim.Scenarios.Files;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>An answer of the gateway.</summary>
/// <param name="Selected">The scenario and why it was selected; null: the answer does not say.</param>
/// <param name="Fields">Empty when HttpStatus is not 200, or when a scenario has garbled the body.</param>
internal sealed record GatewayReply(int HttpStatus, string? Selected, IReadOnlyDictionary<string, string> Fields);

/// <summary>
/// Calls the gateway of this very server over HTTP, as a merchant does. So what a scenario does to calls happens, and calls are recorded.
/// </summary>
/// <param name="baseUrl">The server's URL, without a slash at the end. It is known only after the start.</param>
/// <param name="trust">The CA of the server's certificate; null: the system's.</param>
internal sealed class OwnGateway(Func<string> baseUrl, X509ChainPolicy? trust, PlayedCalls played) : IDisposable
{
    // No proxy, because the gateway is this very server.
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new() { CertificateChainPolicy = trust },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Real time for which an answer is waited for.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    public string BaseUrl => baseUrl();

    /// <param name="scenario">The value of the header <see cref="ScenarioSelector.Header"/>; null: none.</param>
    /// <param name="isPlayed">Whether the call is marked as one in the shop's place, which is not judged as the shop's.</param>
    /// <returns>Null when there was no answer, or <paramref name="cancel"/> was canceled.</returns>
    public async Task<GatewayReply?> Post(
        string api, IEnumerable<KeyValuePair<string, string>> fields, string? scenario, bool isPlayed, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(api, fields, scenario);
            if (isPlayed) request.Headers.Add(PlayedCalls.Header, played.Secret);
            using var answer = await http.SendAsync(request, patience.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(patience.Token);
            return new((int)answer.StatusCode, Selected(answer), answer.IsSuccessStatusCode ? Read(body) : []);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    HttpRequestMessage Request(string api, IEnumerable<KeyValuePair<string, string>> fields, string? scenario)
    {
        var content = new ByteArrayContent(FormBody.Write(fields));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var request = new HttpRequestMessage(HttpMethod.Post, $"{BaseUrl}/payment/{api}.idPass") { Content = content };
        if (scenario is not null) request.Headers.Add(ScenarioSelector.Header, scenario);
        return request;
    }

    static string? Selected(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(ScenarioSelector.Header, out var selected) ? selected.FirstOrDefault() : null;

    static Dictionary<string, string> Read(byte[] body) =>
        ResponseBody.Read(body).DistinctBy(field => field.Key).ToDictionary(field => field.Key, field => field.Value);
}
