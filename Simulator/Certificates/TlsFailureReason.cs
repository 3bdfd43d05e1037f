namespace KantanSim.Certificates;

/// <summary>Why a TLS handshake failed, for whoever runs the client.</summary>
internal static class TlsFailureReason
{
    const string GiveCa = ": give it the CA of GET /ca.pem";
    const string TrustsCa = ": does it trust the CA of GET /ca.pem?";

    // OpenSSL and SslStream give reasons in words only, in all their versions the same. What OfOwn says is true of KantanSim's own certificate.
    static readonly (string Said, string Reason, string OfOwn)[] Known =
    [
        ("unknown ca", "the client does not trust the certificate", GiveCa),
        ("certificate unknown", "the client does not trust the certificate", GiveCa),
        ("bad certificate", "the client does not accept the certificate", ": does it trust the CA of GET /ca.pem, and is the host name in the certificate?"),
        ("http request", "the client spoke plain http to the https port", ""),
        ("frame size", "the client did not speak TLS: plain http to the https port?", ""),
        ("wrong version number", "the client did not speak TLS: plain http to the https port?", ""),
        ("unsupported protocol", "no common TLS version", ": the server speaks TLS 1.2 and 1.3"),
        ("protocol version", "no common TLS version", ": the server speaks TLS 1.2 and 1.3"),
        ("no shared cipher", "no common cipher suite", ""),
        ("no suitable signature algorithm", "no common signature algorithm", ": the certificate has an RSA key"),
        ("unexpected EOF", "the client closed the connection in the middle of the handshake", TrustsCa),
        ("connection reset", "the client closed the connection in the middle of the handshake", TrustsCa),
    ];

    /// <param name="isOwn">Whether the certificate is KantanSim's own, and not the operator's.</param>
    public static string Describe(Exception fault, bool isOwn)
    {
        if (fault is OperationCanceledException) return "the client did not finish the handshake in time";
        var said = string.Join(' ', Chain(fault).Select(one => one.Message));
        return Array.Find(Known, known => said.Contains(known.Said, StringComparison.OrdinalIgnoreCase)) is { Reason: { } reason, OfOwn: var ofOwn }
            ? isOwn ? reason + ofOwn : reason
            : Chain(fault).Last().Message.ReplaceLineEndings(" ");
    }

    static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException) yield return fault;
    }
}
