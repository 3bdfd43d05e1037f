namespace KantanSim.Admin;

/// <summary>Logs requests that are refused for where they come from or which host they name.</summary>
internal static partial class RefusalLog
{
    public static ILogger CreateRefusalLog(this ILoggerFactory logs) => logs.CreateLogger("KantanSim.Access");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Verb} {Path} refused: {Reason} ({Detail})")]
    public static partial void LogRefusal(ILogger log, string verb, string path, string reason, string detail);
}
