using System.Net.Http.Headers;
using KantanSim.Wire;

namespace KantanSim.Tests.Merchants;

/// <summary>Calls the gateway: a POST with a CP932 form, a limit of time, and an answer that is read as bytes.</summary>
/// <param name="clock">The clock that measures <see cref="Timeout"/>.</param>
internal sealed class ShopGateway(ShopAccess access, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 65_536,
    };

    public string ShopId => access.ShopId;

    /// <summary>Never throws for network errors and timeouts: they become an unusable answer.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<GatewayReply> Call(ShopCall call, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await Send(call, end.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            return GatewayReply.Unusable(timeout.IsCancellationRequested ? "no answer in time" : fault.Message);
        }
    }

    public void Dispose() => http.Dispose();

    async Task<GatewayReply> Send(ShopCall call, CancellationToken cancel)
    {
        (string Name, string Value)[] fields = [("ShopID", access.ShopId), ("ShopPass", access.ShopPass), .. call.Fields];
        using var content = new ByteArrayContent(FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var response = await http.PostAsync(new Uri($"{access.GatewayUrl}/payment/{call.Api}.idPass"), content, cancel);
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        return response.IsSuccessStatusCode
            ? GatewayReply.Read(body, call.Required)
            : GatewayReply.Unusable($"HTTP {(int)response.StatusCode}");
    }
}
