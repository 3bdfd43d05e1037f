using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>
/// Detects http instead of https, https instead of http, and old TLS versions by the first bytes received (RFC 8446, 4 to 6).
/// </summary>
internal static class TlsNotes
{
    const byte Alert = 0x15;
    const byte Handshake = 0x16;
    const byte ServerHello = 2;

    const byte HandshakeFailure = 40;
    const byte ProtocolVersion = 70;
    const byte UnrecognizedName = 112;

    /// <returns>Null when the bytes are what the URL's scheme expects.</returns>
    public static Note? Of(PostProgress post) => (post.Url.Scheme == Uri.UriSchemeHttps, post.FirstBytes) switch
    {
        (true, [Alert, _, _, _, _, _, var alert, ..]) => OfAlert(alert),
        (true, [Handshake, _, _, _, _, ServerHello, _, _, _, 3, < 3, ..]) => OldVersion,
        (true, [Alert or Handshake, ..] or []) => null,
        (true, [(byte)'H', (byte)'T', (byte)'T', (byte)'P', ..]) => new(
            "Your shop uses plain http at this port: write http:// in the URL, or turn on TLS there.",
            "このポートは http で応答しています。URL を http:// にするか、お店の側で TLS を有効にしてください。"),
        (true, _) => new("The answer is not TLS.", "TLS ではない応答が返されました。"),
        (false, [Alert or Handshake, 3, ..]) => new("Your shop uses TLS at this port: write https:// in the URL.",
            "このポートは TLS を使っています。URL を https:// にしてください。"),
        _ => null,
    };

    static Note OfAlert(byte alert) => alert switch
    {
        ProtocolVersion => OldVersion,
        HandshakeFailure => new(
            "Your shop refused TLS (alert 40): no cipher suite in common, or it asks for a client certificate.",
            "お店が TLS を拒否しました（アラート 40）。共通の暗号スイートがないか、クライアント証明書を求めています。"),
        UnrecognizedName => new("Your shop has no certificate for this name (TLS alert 112).",
            "お店のサーバーにこのホスト名の証明書がありません（TLS アラート 112）。"),
        _ => new($"Your shop refused TLS with alert {alert} (RFC 8446, 6).", $"お店が TLS を拒否しました（アラート {alert}、RFC 8446 の6章）。"),
    };

    static readonly Note OldVersion = new(
        "No TLS version in common: the gateway supports TLS 1.2 and 1.3.",
        "共通の TLS バージョンがありません。ゲートウェイは TLS 1.2 と 1.3 を使います。");
}
