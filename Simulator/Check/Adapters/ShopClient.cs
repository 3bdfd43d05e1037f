using System.Net;
using System.Text;
using static System.Net.Http.HttpRequestError;

namespace KantanSim.Check.Adapters;

/// <summary>Sends requests to a shop and follows redirects within it.</summary>
/// <param name="limit">The maximum time of each request, with its answer.</param>
internal sealed class ShopClient(TimeSpan limit, TimeProvider time) : IDisposable
{
    const int MaxRedirects = 20;

    // No connection is used again: after a restart of the shop it would be broken, and nothing may be left open.
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.Zero,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The last answer: one that is no redirect, or a redirect that leaves the shop.</summary>
    /// <exception cref="ShopNotReachedException">No connection.</exception>
    /// <exception cref="AdapterException">There was a connection, but no complete answer, or there are too many redirects.</exception>
    public async Task<ShopAnswer> Send(ShopRequest request, ShopVisit visit, CancellationToken cancel)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var answer = await SendOnce(request, visit, cancel);
            if (answer.Redirect is not { } target || visit.Leaves(target)) return answer;
            request = request.Redirected(answer.Status, target);
        }
        throw new AdapterException($"{Secrets.HideIn(request.Url.AbsoluteUri)} redirects more than {MaxRedirects} times.");
    }

    public void Dispose() => http.Dispose();

    async Task<ShopAnswer> SendOnce(ShopRequest request, ShopVisit visit, CancellationToken cancel)
    {
        using var end = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancel);
        try
        {
            using var message = ShopMessage.Of(request, visit);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ShopMessage.Read(response, request.Url, visit, either.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException
            && !cancel.IsCancellationRequested)
        {
            throw Explained(fault, $"{request.Method} {Secrets.HideIn(request.Url.AbsoluteUri)}", end.IsCancellationRequested);
        }
    }

    // Without an answer it is unknown what the shop did: that is neither a refusal, nor a shop that is away.
    Exception Explained(Exception fault, string request, bool isTimeOver) => fault switch
    {
        OperationCanceledException when isTimeOver =>
            new AdapterException($"{request}: no answer within {limit.TotalSeconds:0.###} s; what the shop did is unknown."),
        OperationCanceledException => new ShopNotReachedException($"{request}: no connection within 10 s."),
        HttpRequestException { HttpRequestError: NameResolutionError or ConnectionError or SecureConnectionError } =>
            new ShopNotReachedException($"{request}: {Innermost(fault)}"),
        _ => new AdapterException($"{request}: there was no complete answer: {Innermost(fault)}"),
    };

    static string Innermost(Exception fault) => fault.GetBaseException().Message;
}
