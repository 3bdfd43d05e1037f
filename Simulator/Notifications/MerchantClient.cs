using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KantanSim.Wire;

namespace KantanSim.Notifications;

/// <summary>What a merchant's server answered.</summary>
internal sealed record MerchantAnswer(int HttpStatus, string Body);

/// <summary>Posts forms to merchants' servers: only to allowed addresses, looked up anew at each connection, and never after a redirect.</summary>
internal sealed class MerchantClient : IDisposable
{
    /// <summary>How much of an answer is read, in bytes.</summary>
    public const int AnswerBytes = 16_384;

    readonly HttpMessageInvoker http;

    public MerchantClient(AllowedHosts allowed, OwnConnections own) => http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectCallback = (context, cancel) => Connect(allowed, own, context.DnsEndPoint, cancel),
    });

    /// <exception cref="HttpRequestException">No answer came; the message says why.</exception>
    public async Task<MerchantAnswer> Post(string url, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(FormBody.Write(fields));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", "KantanSim");
        if (request.RequestUri!.UserInfo is { Length: > 0 } user) request.Headers.Authorization = new("Basic", Basic(user));
        using var response = await http.SendAsync(request, cancel);
        return new((int)response.StatusCode, await Beginning(response, cancel));
    }

    public void Dispose() => http.Dispose();

    // RFC 7617: user and password as UTF-8, with a colon also where there is no password.
    static string Basic(string user) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user.Contains(':') ? user : $"{user}:")));

    static async Task<string> Beginning(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = ArrayPool<byte>.Shared.Rent(AnswerBytes);
        try
        {
            var length = await body.ReadAtLeastAsync(bytes.AsMemory(0, AnswerBytes), AnswerBytes, throwOnEndOfStream: false, cancel);
            return response.Content.Headers.ContentType?.CharSet?.Contains("utf-8", StringComparison.OrdinalIgnoreCase) == true
                ? Encoding.UTF8.GetString(bytes, 0, length) : Cp932.Decode(bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    static async ValueTask<Stream> Connect(AllowedHosts allowed, OwnConnections own, DnsEndPoint to, CancellationToken cancel)
    {
        var addresses = await allowed.Addresses(to.Host, cancel);
        if (addresses.Length == 0)
            throw new HttpRequestException($"{to.Host} is not among the hosts that KantanSim:NotifyAllow allows ({allowed.Text})");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancel);
            return own.Track(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
