namespace KantanSim.Certificates;

/// <summary>Log messages about certificates and TLS.</summary>
internal static partial class CertificateLog
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "https uses a certificate issued by the CA in {Place}; clients can download the CA from {Path}")]
    public static partial void Certified(ILogger log, string place, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS handshake failed: {Reason}")]
    public static partial void TlsFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS handshake failed: {Reason} (and {Others} others since the last such line)")]
    public static partial void TlsFailedOften(ILogger log, string reason, int others);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "KantanSim:CaFile {File} could not be read ({Why}); the certificates read before stay in use")]
    public static partial void CaFileNotRead(ILogger log, string file, string why);
}
