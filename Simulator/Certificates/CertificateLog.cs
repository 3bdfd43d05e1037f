namespace KantanSim.Certificates;

/// <summary>Log messages about certificates and TLS.</summary>
internal static partial class CertificateLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "https is served with a certificate by the CA in {Place}, which GET {Path} hands out")]
    public static partial void Certified(ILogger log, string place, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS handshake failed: {Reason}")]
    public static partial void TlsFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS handshake failed: {Reason} (and {Others} others since the last such line)")]
    public static partial void TlsFailedOften(ILogger log, string reason, int others);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "KantanSim:CaFile {File} cannot be read ({Why}); the certificates that were read before are kept")]
    public static partial void CaFileNotRead(ILogger log, string file, string why);
}
