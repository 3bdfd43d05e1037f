using KantanSim.Scenarios;

namespace KantanSim;

/// <summary>The command line, taken apart.</summary>
/// <param name="Words">The verb with its arguments and options.</param>
/// <param name="Settings">What ASP.NET's configuration reads, each as <c>--NAME=VALUE</c>.</param>
internal sealed record Arguments(string[] Words, string[] Settings)
{
    /// <summary>ASP.NET's own setting of how long a stop waits for calls in hand, in seconds.</summary>
    public const string ShutdownTimeout = "shutdownTimeoutSeconds";

    /// <summary>ASP.NET's own settings that stand in no section.</summary>
    static readonly string[] HostSettings =
        ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "webroot", "detailedErrors", "AllowedHosts", ShutdownTimeout];

    /// <summary>Takes <c>--SECTION:NAME=VALUE</c> and ASP.NET's own settings for settings, also with a space for the equals sign.</summary>
    /// <exception cref="UsageException">A setting has no value, or an option in the form of a setting is none.</exception>
    public static Arguments Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (!IsSetting(name)) words.Add(args[i]);
            else if (args[i].Contains('=')) settings.Add(args[i]);
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal)) settings.Add($"{name}={args[++i]}");
            else throw new UsageException($"{name} has no value; give one, for example {name}={(name == "--urls" ? ListenUrls.Default : "VALUE")}.", []);
        }
        return new([.. words], [.. settings]);
    }

    /// <summary>The setting or verb that was probably meant by a word; null when none is near.</summary>
    public static string? Suggestion(string word)
    {
        var name = word.Split('=', 2)[0];
        string[] known = [.. HostSettings.Select(setting => $"--{setting}"), "serve", "scenarios", "health", "--help", "--version"];
        var near = NearMiss.Of(name, known);
        if (near is not null) return near;
        var setting = SettingCatalog.All.Select(SettingCatalog.Key).FirstOrDefault(key => $"--{key}".Equals(name, StringComparison.OrdinalIgnoreCase));
        return setting is null ? null : $"--{SettingCatalog.Section}:{setting}";
    }

    static bool IsSetting(string name) => name.StartsWith("--", StringComparison.Ordinal)
        && (name.Contains(':') || HostSettings.Contains(name[2..], StringComparer.OrdinalIgnoreCase) || name.StartsWith("--OTEL_", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The command line has a word that is neither a verb, an option nor a setting.</summary>
/// <param name="fault">What is wrong, as one sentence.</param>
/// <param name="words">The words in question; what was probably meant by them is told.</param>
internal sealed class UsageException(string fault, IReadOnlyList<string> words) : Exception(Told(fault, words))
{
    static string Told(string fault, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return $"{fault} See --help.";
        var meant = words.Select(Arguments.Suggestion).OfType<string>().FirstOrDefault();
        return meant is null
            ? $"{fault} There are serve, scenarios lint, scenarios list, health, and settings such as --KantanSim:Data=FOLDER. See --help."
            : $"{fault} Did you mean {meant}? See --help.";
    }
}
