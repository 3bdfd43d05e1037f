using KantanSim.Configuration;

namespace KantanSim.Startup;

/// <summary>Log messages of startup, storage health and scenario files, and the banner.</summary>
internal static partial class StartupLog
{
    /// <summary>The banner printed when the server listens, with the URLs of its parts.</summary>
    /// <param name="listens">The listen URL.</param>
    /// <param name="url">The listen URL with PathBase.</param>
    public static string Ready(string listens, string url) =>
        $"""

        KantanSim listens on {listens}
          dashboard    {url}/
          gateway      {url}/payment/EntryTranRecruit.idPass
          demo shop    {url}/shop
          control API  {url}/api/transactions   ({url}/openapi/v1.json)

        """;

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Other users can read {Files} in {Folder}, and their mode could not be changed to 0600: "
            + "they belong to another user, or the file system has no modes")]
    public static partial void DataExposed(ILogger log, string files, string folder);

    /// <summary>Prints the banner. Logs one line instead when the log is JSON, or when standard output cannot be written.</summary>
    public static async Task Listening(WebApplication app, string url)
    {
        var options = app.Services.GetRequiredService<SimulatorOptions>();
        if (!options.LogsJson && await TryPrint(Ready(url, url + options.PathBase))) return;
        Listening(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim"), url);
    }

    static async Task<bool> TryPrint(string text)
    {
        try
        {
            await Console.Out.WriteLineAsync(text);
            return true;
        }
        // .NET reports a closed standard output as UnauthorizedAccessException.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "KantanSim listens on {Url}")]
    static partial void Listening(ILogger log, string url);

    [LoggerMessage(Level = LogLevel.Information, Message = "The standard input has ended (--stop-on-stdin-close): KantanSim stops")]
    public static partial void InputEnded(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The standard input cannot be read (--stop-on-stdin-close): {Why}. KantanSim stops")]
    public static partial void InputNotRead(ILogger log, string why);

    /// <summary>The store became unhealthy. No exception is logged: the cause is outside the program, such as a full disk.</summary>
    [LoggerMessage(Level = LogLevel.Critical, Message = "{Trouble}")]
    public static partial void Troubled(ILogger log, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{CutOff}")]
    public static partial void LogCutOff(ILogger log, string cutOff);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Migrated}")]
    public static partial void Migrated(ILogger log, string migrated);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes are saved again")]
    public static partial void TroubleOver(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scenario files reloaded: {Scenarios} scenarios, {Faults} problems")]
    public static partial void ScenariosRead(ILogger log, int scenarios, int faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "Scenario files could not be read; the scenarios read before stay in use")]
    public static partial void ScenariosNotRead(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Scenario files in {Folder} cannot be watched; they are read when a payment needs them: {Why}")]
    public static partial void ScenariosUnwatched(ILogger log, string folder, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario file: {Fault}")]
    public static partial void ScenarioFault(ILogger log, string fault);
}
