using System.Net;
using System.Net.Sockets;
using KantanSim.Configuration;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>The reasons why a POST to a merchant failed, by the kind of the error and the progress of the request.</summary>
internal static class FailureNotes
{
    public static IReadOnlyList<Note> Of(Exception fault, PostProgress post)
    {
        if (Find<MerchantException>(fault) is { } known) return known.Notes;
        if (TlsNotes.Of(post) is { } tls) return [tls];
        return Find<SocketException>(fault) is { } socket ? OfSocket(socket, post) : [OfHttp(fault, post)];
    }

    public static bool IsHostRefused(Exception fault) => Find<MerchantException>(fault) is { IsHostRefused: true };

    /// <summary>What the request was waiting for when it timed out.</summary>
    public static IReadOnlyList<Note> OfTimeout(PostProgress post) =>
    [
        post switch
        {
            { HttpStatus: { } status } => new($"HTTP {status} arrived, but the answer is incomplete.",
                $"HTTP {status} は届きましたが、応答の本文が最後まで届きませんでした。"),
            { IsSent: true } => new("Your shop received the request but did not answer.", "お店は要求を受け取りましたが、応答がありませんでした。"),
            { IsConnected: true } => new($"{post.HostAndPort} accepted the connection, but the TLS handshake did not finish.",
                $"{post.HostAndPort} への接続は確立しましたが、TLS の開始処理が終わりませんでした。"),
            _ => NoConnection(post),
        },
    ];

    static IReadOnlyList<Note> OfSocket(SocketException fault, PostProgress post) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused when IsLoopback(post.Url) => [NoListener(post), InContainer],
        SocketError.ConnectionRefused => [NoListener(post)],
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            [new($"The host name {post.Url.Host} cannot be resolved.", $"ホスト名 {post.Url.Host} を名前解決できません。")],
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            [new($"There is no route to {post.HostAndPort}.", $"{post.HostAndPort} への経路がありません。")],
        SocketError.TimedOut when !post.IsConnected => [NoConnection(post)],
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => [Closed(post)],
        _ => [Other(fault)],
    };

    static Note OfHttp(Exception fault, PostProgress post) => ErrorOf(fault) switch
    {
        HttpRequestError.ResponseEnded => Closed(post),
        HttpRequestError.InvalidResponse => new("The answer is not HTTP. Does another program use this port?",
            "HTTP ではない応答が返されました。別のプログラムのポートではありませんか。"),
        HttpRequestError.ConfigurationLimitExceeded => new("The headers of the answer are longer than 64 KB.", "応答ヘッダーが 64 KB を超えています。"),
        HttpRequestError.SecureConnectionError when post.FirstBytes.Length == 0 && post.IsConnected =>
            new("Your shop closed the connection when the TLS handshake began. This port may use plain http.",
                "TLS の開始時に接続が切断されました。このポートでは http を使っている可能性があります。"),
        _ => Other(fault),
    };

    static Note Closed(PostProgress post)
    {
        var isHttp = post.Url.Scheme == Uri.UriSchemeHttp;
        if (post.HttpStatus is not null || (isHttp && post.FirstBytes.Length > 0))
            return new("Your shop closed the connection in the middle of its answer.", "応答の途中で接続が切断されました。");
        return isHttp
            ? new("Your shop closed the connection before it answered. A port that expects https does this, too.",
                "応答する前に接続が切断されました。https 用のポートに http で送った場合にもこうなります。")
            : new("Your shop closed the connection before it answered. A server that asks for a client certificate does this, too.",
                "応答する前に接続が切断されました。クライアント証明書を求めるサーバーでもこうなります。");
    }

    static Note NoListener(PostProgress post) => new($"Nothing listens on {post.HostAndPort}: the connection was refused.",
        $"{post.HostAndPort} で待ち受けているプログラムがありません（接続拒否）。");

    static Note NoConnection(PostProgress post) =>
        new($"{post.HostAndPort} does not accept the connection: a firewall blocks it, or nothing has this address.",
            $"{post.HostAndPort} に接続できません。ファイアウォールで遮断されているか、使われていないアドレスです。");

    static readonly Note InContainer = new(
        "If KantanSim runs in a container, localhost is that container: "
            + "use host.docker.internal or the name of your shop's service.",
        "KantanSim をコンテナーで動かしている場合、localhost はそのコンテナー自身を指します。host.docker.internal か、お店のサービス名を指定してください。");

    static Note Other(Exception fault) => new(Innermost(fault).Message, $"通信エラー：{Innermost(fault).Message}");

    static bool IsLoopback(Uri url) =>
        ListenUrls.IsLocalhost(url.Host) || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    static HttpRequestError ErrorOf(Exception fault) =>
        Find<HttpIOException>(fault)?.HttpRequestError
        ?? Find<HttpRequestException>(fault)?.HttpRequestError
        ?? HttpRequestError.Unknown;

    // The exception itself or the first inner one of the type.
    static T? Find<T>(Exception? fault) where T : Exception => fault is null ? null : fault as T ?? Find<T>(fault.InnerException);

    static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;
}
