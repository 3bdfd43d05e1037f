using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>The environment variables of a command: <c>shopId</c> is <c>KANTANSIM_SHOP_ID</c>.</summary>
internal static partial class CommandEnvironment
{
    /// <summary>An environment variable that only a command and the processes below it have, with a value of its own.</summary>
    public const string Marker = "KANTANSIM_COMMAND_MARK";

    /// <summary>The name of a variable of the file in the environment.</summary>
    public static string Name(string variable) =>
        "KANTANSIM_" + WordBoundary().Replace(variable, "_").Replace('-', '_').ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordBoundary();
}
