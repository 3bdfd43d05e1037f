using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Admin;

/// <summary>What the operator proves itself with: the token as it was set, or one that was made because the server listens beyond loopback.</summary>
internal sealed class OperatorToken
{
    public const string Cookie = "kantansim-operator";
    public const string FileName = "admin-token";

    readonly string? token;

    OperatorToken(string? token, string? keptIn) => (this.token, StoredIn) = (token, keptIn);

    /// <summary>Whether a token is asked for at all.</summary>
    public bool IsRequired => token is not null;

    /// <summary>Where the token is kept that was made here; null when it was set, or when there is none.</summary>
    public string? StoredIn { get; }

    /// <summary>The token that was made here, to be told to whoever reads the log; null when it was set.</summary>
    public string? Generated => StoredIn is null ? null : token;

    /// <summary>The token for masking it where it would be shown; null when there is none.</summary>
    public string? Secret => token;

    /// <exception cref="ConfigurationException">The data folder cannot be written.</exception>
    public static OperatorToken For(SimulatorOptions options, IConfiguration configuration) =>
        options.AdminToken is { } set ? new(set, null)
        : !ListenUrls.IsBeyondLoopback(configuration) ? new(null, null)
        : new(SecretFile.ReadOrCreate(options.Data, FileName, New), options.Data == Store.InMemory ? "memory" : Path.Combine(options.Data, FileName));

    /// <summary>Whether a request may go where the operator goes.</summary>
    public bool IsAuthorized(HttpRequest request) => token is null || IsToken(ReadCredentials(request)) || IsSignedIn(request);

    /// <summary>Whether a request comes of a browser that has brought the token.</summary>
    public bool IsSignedIn(HttpRequest request) => token is not null && IsSame(CookieValue, request.Cookies[Cookie] ?? "");

    public bool IsToken(string brought) => token is not null && IsSame(token, brought);

    /// <summary>What a browser keeps that has brought the token: it opens the same doors, and the token cannot be read from it.</summary>
    public string CookieValue => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token ?? ""), "a browser that is signed in"u8));

    /// <summary>256 bits that may stand in a URL, a header and a shell as they are.</summary>
    static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // curl sends Basic with -u, of which the password counts.
    static string ReadCredentials(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header[7..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return "";
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password] ? password : "" : "";
    }

    // Hashes are equally long: not even the token's length can be told from the time.
    static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
