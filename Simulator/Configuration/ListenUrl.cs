namespace KantanSim.Configuration;

/// <summary>A URL that the server listens on.</summary>
/// <param name="Setting">The setting that contains it, such as <c>urls</c> or <c>KantanSim:TlsPort</c>.</param>
/// <param name="Text">The URL as configured, such as <c>http://*:8080</c>.</param>
/// <param name="IsAlone">Whether it is the only URL of its setting.</param>
internal sealed record ListenUrl(string Setting, string Text, bool IsAlone = true)
{
    public const string UrlsSetting = "urls";
    public const string HttpPortsSetting = "http_ports";
    public const string HttpsPortsSetting = "https_ports";
    public const string TlsPortSetting = "KantanSim:TlsPort";

    /// <summary>The host, without the brackets of an IPv6 address; <c>*</c> or <c>+</c> for all addresses.</summary>
    public string Host
    {
        get
        {
            var schemeEnd = Text.IndexOf("://", StringComparison.Ordinal);
            var afterScheme = schemeEnd < 0 ? Text : Text[(schemeEnd + 3)..];
            var authority = afterScheme.Split('/', 2)[0];
            return authority.StartsWith('[') ? authority[1..].Split(']', 2)[0] : authority.Split(':', 2)[0];
        }
    }

    public string Scheme => IsHttps ? "https" : "http";

    public bool IsHttps => Text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a Unix socket or a named pipe, such as <c>http://unix:/run/kantansim.sock</c>.</summary>
    public bool IsFile =>
        Text.Contains("://unix:/", StringComparison.OrdinalIgnoreCase) || Text.Contains("://pipe:/", StringComparison.OrdinalIgnoreCase);

    public bool IsAnyAddress => Host is "*" or "+";

    /// <exception cref="FormatException"><see cref="Text"/> is not a URL.</exception>
    public BindingAddress Parsed => BindingAddress.Parse(Text);

    /// <summary>The same host on another port.</summary>
    public string WithPort(int port) => $"{Scheme}://{UrlHost}:{port}";

    /// <summary>The https URL with the same host and the given port.</summary>
    public ListenUrl ToHttps(int port) => new(TlsPortSetting, $"https://{UrlHost}:{port}");

    /// <summary>The command line option that replaces this URL by another one, such as <c>--urls http://127.0.0.1:8081</c>.</summary>
    public string Option(string other)
    {
        if (!IsAlone) return $"{other} in its place";
        return Setting switch
        {
            UrlsSetting => $"--urls {other}",
            TlsPortSetting or HttpPortsSetting or HttpsPortsSetting => $"--{Setting}={BindingAddress.Parse(other).Port}",
            _ => $"--{Setting}={other}",
        };
    }

    string UrlHost => Host.Contains(':') ? $"[{Host}]" : Host;
}
