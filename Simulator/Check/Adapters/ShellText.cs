using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>Words of a command line for a POSIX shell.</summary>
internal static partial class ShellText
{
    /// <summary>A word, in single quotes.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A program and its arguments, masked as in <c>--password ***</c> and <c>PASSWORD=***</c>.</summary>
    public static string CommandLine(IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Select((argument, index) => Word(argument, index > 0 ? arguments[index - 1] : "")));

    /// <summary>The values that <see cref="CommandLine"/> masks.</summary>
    public static IEnumerable<string> SecretsOf(IReadOnlyList<string> arguments)
    {
        foreach (var (before, argument) in arguments.Zip(arguments.Skip(1)))
            if (IsSecretOption(before)) yield return argument;
        foreach (var argument in arguments)
            if (Assignment().Match(argument) is { Success: true } match && Secrets.IsSecret(match.Groups["name"].Value))
                yield return argument[(match.Groups["name"].Length + 1)..];
    }

    static string Word(string argument, string before)
    {
        var masked = IsSecretOption(before) ? Secrets.Mask : Secrets.HidePasswordsOfUrls(Assignment().Replace(argument, Mask));
        return Plain().IsMatch(masked) ? masked : Quote(masked);
    }

    static bool IsSecretOption(string word) => word.StartsWith('-') && !word.Contains('=') && Secrets.IsSecret(word);

    static string Mask(Match assignment) =>
        assignment.Groups["name"].Value is var name && Secrets.IsSecret(name) ? $"{name}={Secrets.Mask}" : assignment.Value;

    [GeneratedRegex(@"\A(?<name>[\w.-]+)=.*\z", RegexOptions.Singleline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\A[\w@%+=:,./*-]+\z")]
    private static partial Regex Plain();
}
