namespace KantanSim.Commands;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Something was found, such as an error in a file.</summary>
    public const int Findings = 1;

    /// <summary>The command is wrong, or the start failed.</summary>
    public const int WrongUse = 2;

    /// <summary>The server that a command asks, or the shop, was not reached.</summary>
    public const int NotReached = 3;

    /// <summary>Nothing was judged, so that nothing can be said.</summary>
    public const int NothingJudged = 4;
}
