using System.Net;
using System.Net.Sockets;
using KantanSim.Configuration;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>Why a post to a merchant has failed, by the kind of the error and by how far it had come.</summary>
internal static class FailureNotes
{
    public static IReadOnlyList<Note> Of(Exception fault, PostProgress post) =>
        Find<MerchantException>(fault)?.Notes
        ?? (TlsNotes.Of(post) is { } other ? [other]
        : Find<SocketException>(fault) is { } socket ? OfSocket(socket, post)
        : [OfHttp(fault, post)]);

    /// <summary>What was waited for when the time was over.</summary>
    public static IReadOnlyList<Note> OfSilence(PostProgress post) =>
    [
        post switch
        {
            { HttpStatus: { } status } => new($"HTTP {status} came, but the end of its answer did not come.",
                $"HTTP {status} は届きましたが、応答の本文が最後まで届きませんでした。"),
            { IsSent: true } => new("Your shop took the request, and no answer came.", "お店は要求を受け取りましたが、応答がありませんでした。"),
            { IsConnected: true } => new($"{post.HostAndPort} took the connection, but TLS did not begin.",
                $"{post.HostAndPort} への接続は確立しましたが、TLS の開始処理が終わりませんでした。"),
            _ => NoConnection(post),
        },
    ];

    static IReadOnlyList<Note> OfSocket(SocketException fault, PostProgress post) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused when IsLoopback(post.Url) => [NoListener(post), InContainer],
        SocketError.ConnectionRefused => [NoListener(post)],
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            [new($"The name {post.Url.Host} cannot be resolved from here.", $"ホスト名 {post.Url.Host} を名前解決できません。")],
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            [new($"No way leads to {post.HostAndPort} from here.", $"{post.HostAndPort} への経路がありません。")],
        SocketError.TimedOut when !post.IsConnected => [NoConnection(post)],
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => [Closed(post)],
        _ => [Other(fault)],
    };

    static Note OfHttp(Exception fault, PostProgress post) => ErrorOf(fault) switch
    {
        HttpRequestError.ResponseEnded => Closed(post),
        HttpRequestError.InvalidResponse => new("What answered is not HTTP: does the port belong to another program?",
            "HTTP ではない応答が返されました。別のプログラムのポートではありませんか。"),
        HttpRequestError.ConfigurationLimitExceeded => new("The headers of the answer are longer than 64 KB.", "応答ヘッダーが 64 KB を超えています。"),
        HttpRequestError.SecureConnectionError when post.First.Length == 0 && post.IsConnected =>
            new("Your shop closed the connection when TLS began: it may speak plain http at this port.",
                "TLS の開始時に接続が切断されました。このポートでは http を使っている可能性があります。"),
        _ => Other(fault),
    };

    static Note Closed(PostProgress post) =>
        post.HttpStatus is not null || post.First.Length > 0 && post.Url.Scheme == Uri.UriSchemeHttp
            ? new("Your shop closed the connection in the middle of its answer.", "応答の途中で接続が切断されました。")
        : post.Url.Scheme == Uri.UriSchemeHttp
            ? new("Your shop closed the connection before it answered. A port that expects https does this, too.",
                "応答する前に接続が切断されました。https 用のポートに http で送った場合にもこうなります。")
        : new("Your shop closed the connection before it answered. A server that asks for a client certificate does this, too.",
            "応答する前に接続が切断されました。クライアント証明書を求めるサーバーでもこうなります。");

    static Note NoListener(PostProgress post) => new($"Nothing listens on {post.HostAndPort}: the connection was refused.",
        $"{post.HostAndPort} で待ち受けているプログラムがありません（接続拒否）。");

    static Note NoConnection(PostProgress post) =>
        new($"{post.HostAndPort} does not take the connection: a firewall, or an address that nobody has.",
            $"{post.HostAndPort} に接続できません。ファイアウォールで遮断されているか、使われていないアドレスです。");

    static readonly Note InContainer = new(
        "If KantanSim runs in a container, localhost is that container itself: "
            + "write host.docker.internal, or the name of your shop's service.",
        "KantanSim をコンテナーで動かしている場合、localhost はそのコンテナー自身を指します。host.docker.internal か、お店のサービス名を指定してください。");

    static Note Other(Exception fault) => new(Innermost(fault).Message, $"通信エラー：{Innermost(fault).Message}");

    static bool IsLoopback(Uri url) =>
        ListenUrls.IsLocalhost(url.Host) || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    static HttpRequestError ErrorOf(Exception fault) =>
        Find<HttpIOException>(fault)?.HttpRequestError
        ?? (Find<HttpRequestException>(fault) is { HttpRequestError: var error } ? error : HttpRequestError.Unknown);

    static T? Find<T>(Exception? fault) where T : Exception => fault is null ? null : fault as T ?? Find<T>(fault.InnerException);

    static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;
}
