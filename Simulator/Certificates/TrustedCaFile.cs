using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KantanSim.Certificates;

/// <summary>
/// Certificates of CAs that the operator trusts for merchants' servers, beside the system's: a PEM file, read again when its time stamp or
/// its length has changed. Where it is wrong then, the former certificates stay.
/// </summary>
/// <param name="path">Null: there is none.</param>
internal sealed class TrustedCaFile(string? path, ILogger<TrustedCaFile> log)
{
    /// <summary>In bytes; the CAs of a whole system are a fifth of it.</summary>
    public const int Longest = 1_048_576;

    /// <summary>What the setting may be.</summary>
    public static readonly string Allowed = $"a PEM file of up to {Longest} bytes with one or more CA certificates";

    readonly Lock gate = new();
    X509Certificate2Collection certificates = [];
    (DateTime ChangedAt, long Length)? read;

    public X509Certificate2Collection Current
    {
        get
        {
            if (path is null) return certificates;
            lock (gate)
            {
                if (Stamp() is var now && now != read) Read(now);
                return certificates;
            }
        }
    }

    /// <exception cref="IOException">It cannot be read, or is too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="CryptographicException">It has no certificate, or one that is broken.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        if (new FileInfo(path).Length > Longest) throw new IOException("it is too long");
        var read = new X509Certificate2Collection();
        read.ImportFromPem(File.ReadAllText(path));
        return read.Count > 0 ? read : throw new CryptographicException("it has no certificate");
    }

    /// <summary>What <see cref="Read(string)"/> throws of a file that is wrong.</summary>
    public static bool IsFault(Exception fault) => fault is IOException or UnauthorizedAccessException or CryptographicException;

    void Read((DateTime, long) now)
    {
        read = now;
        try { certificates = Read(path!); }
        catch (Exception fault) when (IsFault(fault)) { CertificateLog.CaFileNotRead(log, path!, fault.Message); }
    }

    // One that is gone has no length.
    (DateTime, long) Stamp() => new FileInfo(path!) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;
}
