using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Admin;

/// <summary>
/// The token that the operator must send: the configured one, or one that was generated because the server listens beyond loopback.
/// </summary>
internal sealed class OperatorToken
{
    /// <summary>Name of the cookie of a browser that has signed in.</summary>
    public const string Cookie = "kantansim-operator";

    /// <summary>Name of the file in the data folder that has the generated token.</summary>
    public const string FileName = "admin-token";

    readonly string? token;

    OperatorToken(string? token, string? storedIn)
    {
        this.token = token;
        StoredIn = storedIn;
    }

    /// <summary>Whether the operator needs a token at all.</summary>
    public bool IsRequired => token is not null;

    /// <summary>Where a generated token is stored: a path, or <c>memory</c>; null when there is none or it was configured.</summary>
    public string? StoredIn { get; }

    /// <summary>A generated token, for the log; null when there is none or it was configured.</summary>
    public string? Generated => StoredIn is null ? null : token;

    /// <summary>The token, for masking it in texts; null when there is none.</summary>
    public string? Secret => token;

    /// <exception cref="ConfigurationException">The data folder cannot be written.</exception>
    public static OperatorToken For(SimulatorOptions options, IConfiguration configuration)
    {
        if (options.AdminToken is { } configured) return new(configured, null);
        if (!ListenUrls.IsBeyondLoopback(configuration)) return new(null, null);
        var storedIn = options.Data == Store.InMemory ? "memory" : Path.Combine(options.Data, FileName);
        return new(SecretFile.ReadOrCreate(options.Data, FileName, Generate), storedIn);
    }

    /// <summary>The token that a program with the server's settings sends; null for none, or when its file cannot be read.</summary>
    public static string? ForClient(SimulatorOptions options, IConfiguration configuration)
    {
        if (options.AdminToken is not null || !ListenUrls.IsBeyondLoopback(configuration)) return options.AdminToken;
        try { return SecretFile.Read(options.Data, FileName); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { return null; }
    }

    public bool IsToken(string text) => token is not null && AreEqual(token, text);

    public bool IsCookieValue(string text) => token is not null && AreEqual(CookieValue, text);

    /// <summary>
    /// The cookie's value. It is derived from the token, so that it stays valid after a restart and needs no stored key. The token cannot
    /// be computed from it.
    /// </summary>
    public string CookieValue =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token ?? ""), "a browser that is signed in"u8));

    // 256 bits, in characters that need no escaping in URLs, headers and shells.
    static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // Hashes have the same length, so that the time taken does not depend on the token's length either.
    static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Hash(one), Hash(other));

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
