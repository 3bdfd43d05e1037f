namespace KantanSim;

/// <summary>A URL that the server is told to listen on.</summary>
/// <param name="Setting">The setting that names it, such as <c>urls</c> or <c>KantanSim:TlsPort</c>.</param>
/// <param name="Text">As it was given, such as <c>http://*:8080</c>.</param>
internal sealed record ListenUrl(string Setting, string Text)
{
    public const string UrlsSetting = "urls";
    public const string HttpPortsSetting = "http_ports";
    public const string HttpsPortsSetting = "https_ports";
    public const string TlsPortSetting = "KantanSim:TlsPort";

    /// <summary>The host without the brackets of IPv6; <c>*</c> or <c>+</c> for all addresses.</summary>
    public string Host
    {
        get
        {
            var rest = Text[(Text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..].Split('/', 2)[0];
            return rest.StartsWith('[') ? rest[1..].Split(']', 2)[0] : rest.Split(':', 2)[0];
        }
    }

    public string Scheme => IsHttps ? "https" : "http";

    public bool IsHttps => Text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>A socket in the file system, such as <c>http://unix:/run/kantansim.sock</c>.</summary>
    public bool IsUnixSocket => Text.Contains("://unix:", StringComparison.OrdinalIgnoreCase);

    public bool IsAnyAddress => Host is "*" or "+";

    /// <exception cref="FormatException">It is no URL.</exception>
    public BindingAddress Parsed => BindingAddress.Parse(Text);

    public string WithPort(int port) => $"{Scheme}://{UrlHost}:{port}";

    /// <summary>The https URL of the same host on a port.</summary>
    public ListenUrl Secure(int port) => new(TlsPortSetting, $"https://{UrlHost}:{port}");

    /// <summary>How another URL in its place is given on the command line, such as <c>--urls http://127.0.0.1:8081</c>.</summary>
    public string Option(string other) => Setting switch
    {
        UrlsSetting => $"--urls {other}",
        TlsPortSetting or HttpPortsSetting or HttpsPortsSetting => $"--{Setting}={BindingAddress.Parse(other).Port}",
        _ => $"--{Setting}={other}",
    };

    string UrlHost => Host.Contains(':') ? $"[{Host}]" : Host;
}
