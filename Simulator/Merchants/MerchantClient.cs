using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KantanSim.Wire;

namespace KantanSim.Merchants;

/// <summary>
/// Posts forms to merchants' servers: only to allowed addresses, which are resolved at each connection, and without following redirects.
/// </summary>
internal sealed class MerchantClient : IDisposable
{
    /// <summary>The rest of a longer answer is not read.</summary>
    public const int MaxResponseBytes = 16_384;

    /// <summary>The number of servers that are remembered as ones that close each connection.</summary>
    const int MaxClosingServers = 1_000;

    readonly HttpMessageInvoker http;
    readonly HttpMessageInvoker httpOnce;

    // HTTP/1.0 servers close a connection after each answer, and SocketsHttpHandler would use it again: the next post could get lost.
    readonly ConcurrentDictionary<string, bool> closingServers = new(StringComparer.OrdinalIgnoreCase);

    public MerchantClient(AllowedHosts allowed, OwnConnections own, MerchantCertificateValidator trust)
    {
        http = new(Handler(Timeout.InfiniteTimeSpan));
        httpOnce = new(Handler(TimeSpan.Zero));

        SocketsHttpHandler Handler(TimeSpan connectionLifetime) => new()
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = connectionLifetime,
            ConnectCallback = (context, cancel) => Connect(allowed, own, context, cancel),
            SslOptions = new() { RemoteCertificateValidationCallback = trust.ValidateOrThrow },
        };
    }

    /// <exception cref="MerchantException">The answer is missing or incomplete.</exception>
    /// <exception cref="MerchantTimeoutException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<MerchantResponse> Post(string url, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        var progress = new PostProgress(new(url));
        try
        {
            return await Post(progress, fields, cancel);
        }
        catch (OperationCanceledException fault)
        {
            throw new MerchantTimeoutException(FailureNotes.OfTimeout(progress), fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new MerchantException(FailureNotes.Of(fault, progress), fault) { IsHostRefused = FailureNotes.IsHostRefused(fault) };
        }
    }

    public void Dispose()
    {
        http.Dispose();
        httpOnce.Dispose();
    }

    async Task<MerchantResponse> Post(PostProgress progress, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        using var content = new PostedForm(FormBody.Write(fields), progress);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, progress.Url) { Content = content };
        request.Options.Set(PostProgress.Key, progress);
        request.Headers.TryAddWithoutValidation("User-Agent", "KantanSim");
        var user = progress.Url.UserInfo;
        if (user.Length > 0) request.Headers.Authorization = new("Basic", Basic(user));
        var client = closingServers.ContainsKey(progress.Url.Authority) ? httpOnce : http;
        using var response = await client.SendAsync(request, cancel);
        // Before the body is read, which makes the connection available to the next post.
        if (response.Version < HttpVersion.Version11) RememberAsClosing(progress.Url.Authority);
        progress.HttpStatus = (int)response.StatusCode;
        return await MerchantResponse.Read(response, user.Length > 0, cancel);
    }

    void RememberAsClosing(string authority)
    {
        if (closingServers.Count >= MaxClosingServers) closingServers.Clear();
        closingServers[authority] = true;
    }

    // RFC 7617: user and password as UTF-8, with a colon even without a password.
    static string Basic(string user)
    {
        var credentials = user.Contains(':') ? user : $"{user}:";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(credentials)));
    }

    static async ValueTask<Stream> Connect(
        AllowedHosts allowed, OwnConnections own, SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = await allowed.Addresses(endPoint.Host, cancel);
        if (addresses.Length == 0) throw new MerchantException([allowed.Refusal(endPoint.Host)]) { IsHostRefused = true };
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancel);
            context.InitialRequestMessage.Options.TryGetValue(PostProgress.Key, out var progress);
            if (progress is not null) progress.IsConnected = true;
            return own.Track(socket, progress);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A form body that records when it has been sent.</summary>
    sealed class PostedForm(byte[] body, PostProgress progress) : ByteArrayContent(body)
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await base.SerializeToStreamAsync(stream, context, cancellationToken);
            progress.IsSent = true;
        }
    }
}
