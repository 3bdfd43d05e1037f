using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace KantanSim.Tests.Container;

/// <summary>An OCI image for linux/amd64: one tiny layer, and a configuration with nothing but a PATH.</summary>
internal static class BaseImage
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    static readonly byte[] Tar = WriteTar();

    public static readonly byte[] Layer = Compress(Tar);

    public static readonly byte[] Config = JsonSerializer.SerializeToUtf8Bytes(new
    {
        architecture = "amd64",
        os = "linux",
        config = new { Env = new[] { "PATH=/usr/bin" } },
        rootfs = new { type = "layers", diff_ids = new[] { Digest(Tar) } },
        history = new[] { new { created_by = "base" } },
    });

    public static readonly byte[] Manifest = JsonSerializer.SerializeToUtf8Bytes(new
    {
        schemaVersion = 2,
        mediaType = ManifestType,
        config = Reference("application/vnd.oci.image.config.v1+json", Config),
        layers = new[] { Reference("application/vnd.oci.image.layer.v1.tar+gzip", Layer) },
    });

    /// <summary>The name of a blob: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public static string Digest(byte[] blob) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(blob))}";

    static object Reference(string mediaType, byte[] blob) => new { mediaType, digest = Digest(blob), size = blob.Length };

    static byte[] WriteTar()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true)) tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "usr"));
        return stream.ToArray();
    }

    static byte[] Compress(byte[] tar)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(tar);
        return stream.ToArray();
    }
}
