namespace KantanSim.Startup;

/// <summary>The command line, split into commands and settings.</summary>
/// <param name="Tokens">The command with its arguments and options.</param>
/// <param name="Settings">What ASP.NET's configuration reads, each as <c>--NAME=VALUE</c>.</param>
internal sealed record Arguments(string[] Tokens, string[] Settings)
{
    /// <summary>ASP.NET's own setting of how long a stop waits for requests in flight, in seconds.</summary>
    public const string ShutdownTimeout = "shutdownTimeoutSeconds";

    /// <summary>ASP.NET's own settings that stand in no section.</summary>
    public static readonly string[] HostSettings =
    [
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "webroot", "detailedErrors", "AllowedHosts",
        ShutdownTimeout,
    ];

    /// <summary>Separates settings (<c>--SECTION:NAME=VALUE</c> or <c>--SECTION:NAME VALUE</c>) from commands and their options.</summary>
    /// <exception cref="UsageException">A setting has no value.</exception>
    public static Arguments Split(string[] args)
    {
        var (tokens, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (!IsSetting(name)) tokens.Add(args[i]);
            else if (args[i].Contains('=')) settings.Add(args[i]);
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal)) settings.Add($"{name}={args[++i]}");
            else throw UsageException.MissingValue(name);
        }
        return new([.. tokens], [.. settings]);
    }

    static bool IsSetting(string token)
    {
        if (!token.StartsWith("--", StringComparison.Ordinal)) return false;
        var name = token[2..];
        return name.Contains(':') || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
            || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
