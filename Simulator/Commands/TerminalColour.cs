namespace KantanSim.Commands;

/// <summary>Colours for a terminal.</summary>
internal static class TerminalColour
{
    const string Red = "\e[31m";
    const string Green = "\e[32m";
    const string Reset = "\e[0m";

    /// <param name="text">Without control characters.</param>
    public static string Of(string text, bool isError) => $"{(isError ? Red : Green)}{text}{Reset}";
}
