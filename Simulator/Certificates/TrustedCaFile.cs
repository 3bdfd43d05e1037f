using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KantanSim.Certificates;

/// <summary>
/// A PEM file of CAs that are trusted for merchants' servers in addition to the system's. It is read again when its modification
/// time or length changes; when that fails, the certificates read before stay in use.
/// </summary>
/// <param name="path">Null when no file is configured.</param>
internal sealed class TrustedCaFile(string? path, ILogger<TrustedCaFile> log)
{
    /// <summary>Five times the size of a system's whole CA bundle.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>The allowed values of the setting, for error messages.</summary>
    public static readonly string Allowed = $"a PEM file of up to {MaxBytes} bytes with one or more CA certificates";

    readonly Lock sync = new();
    X509Certificate2Collection certificates = [];
    FileVersion? readVersion;

    public X509Certificate2Collection Current
    {
        get
        {
            if (path is null) return certificates;
            lock (sync)
            {
                ReadIfChanged(path);
                return certificates;
            }
        }
    }

    /// <exception cref="IOException">The file cannot be read, or is longer than <see cref="MaxBytes"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CryptographicException">The file contains no certificate, or an invalid one.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new IOException("it is too long");
        var read = new X509Certificate2Collection();
        read.ImportFromPem(File.ReadAllText(path));
        return read.Count > 0 ? read : throw new CryptographicException("it has no certificate");
    }

    /// <summary>Whether an exception of <see cref="Read(string)"/> is caused by the file.</summary>
    public static bool IsFault(Exception fault) => fault is IOException or UnauthorizedAccessException or CryptographicException;

    void ReadIfChanged(string path)
    {
        var version = FileVersion.Of(path);
        if (version == readVersion) return;
        readVersion = version;
        try
        {
            certificates = Read(path);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            CertificateLog.CaFileNotRead(log, path, fault.Message);
        }
    }

    readonly record struct FileVersion(DateTime ChangedAt, long Length)
    {
        // The default stands for a file that does not exist.
        public static FileVersion Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new(file.LastWriteTimeUtc, file.Length) : default;
        }
    }
}
