namespace KantanSim.Certificates;

/// <summary>Describes why a TLS handshake failed, in terms of what the user of the client can change.</summary>
internal static class TlsFailureReason
{
    const string GiveCa = ": give it the CA of GET /ca.pem";
    const string TrustsCa = ": does it trust the CA of GET /ca.pem?";
    const string TrustsCaAndName = ": does it trust the CA of GET /ca.pem, and is the host name in the certificate?";
    const string PlainHttp = "the client did not speak TLS: plain http to the https port?";
    const string NoCommonVersion = "no common TLS version";
    const string ServerVersions = ": the server speaks TLS 1.2 and 1.3";

    // OpenSSL and SslStream give the reason in the exception's message only; the texts are the same in all their versions.
    // OwnCertificate is appended for KantanSim's own certificate.
    static readonly (string Message, string Reason, string OwnCertificate)[] Known =
    [
        ("unknown ca",                     "the client does not trust the certificate", GiveCa),
        ("certificate unknown",            "the client does not trust the certificate", GiveCa),
        ("bad certificate",                "the client does not accept the certificate", TrustsCaAndName),
        ("http request",                   "the client spoke plain http to the https port", ""),
        ("frame size",                     PlainHttp, ""),
        ("wrong version number",           PlainHttp, ""),
        ("unsupported protocol",           NoCommonVersion, ServerVersions),
        ("protocol version",               NoCommonVersion, ServerVersions),
        ("no shared cipher",               "no common cipher suite", ""),
        ("no suitable signature algorithm","no common signature algorithm", ": the certificate has an RSA key"),
        ("unexpected EOF",                 "the client closed the connection in the middle of the handshake", TrustsCa),
        ("connection reset",               "the client closed the connection in the middle of the handshake", TrustsCa),
    ];

    /// <param name="isOwn">Whether the certificate is KantanSim's own, and not the operator's.</param>
    /// <returns>One line; the innermost exception's message when the reason is not known.</returns>
    public static string Describe(Exception fault, bool isOwn)
    {
        if (fault is OperationCanceledException) return "the client did not finish the handshake in time";
        var messages = string.Join(' ', Chain(fault).Select(one => one.Message));
        foreach (var (message, reason, ownCertificate) in Known)
            if (messages.Contains(message, StringComparison.OrdinalIgnoreCase)) return isOwn ? reason + ownCertificate : reason;
        return Chain(fault).Last().Message.ReplaceLineEndings(" ");
    }

    static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException) yield return fault;
    }
}
