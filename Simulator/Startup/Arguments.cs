namespace KantanSim.Startup;

/// <summary>The command line, split into commands and settings.</summary>
/// <param name="Tokens">The command with its arguments and options.</param>
/// <param name="Settings">The settings for the configuration of ASP.NET Core, each as <c>--NAME=VALUE</c>.</param>
internal sealed record Arguments(string[] Tokens, string[] Settings)
{
    /// <summary>The host's setting for how long a stop waits for running requests, in seconds.</summary>
    public const string ShutdownTimeout = "shutdownTimeoutSeconds";

    /// <summary>Settings of ASP.NET Core that belong to no section.</summary>
    public static readonly string[] HostSettings =
    [
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "webroot", "detailedErrors", "AllowedHosts",
        ShutdownTimeout,
    ];

    /// <summary>Separates settings (<c>--SECTION:NAME=VALUE</c> or <c>--SECTION:NAME VALUE</c>) from commands and their options.</summary>
    /// <exception cref="UsageException">A setting has no value.</exception>
    public static Arguments Split(string[] args)
    {
        var tokens = new List<string>();
        var settings = new List<string>();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
        {
            var name = arg.Split('=', 2)[0];
            if (!IsSetting(name)) tokens.Add(arg);
            else if (arg.Contains('=')) settings.Add(arg);
            else if (rest.TryDequeue(out var value) && !value.StartsWith("--", StringComparison.Ordinal)) settings.Add($"{name}={value}");
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
