using KantanSim.Configuration;

namespace KantanSim.Startup;

/// <summary>What the program itself has to say.</summary>
internal static partial class StartupLog
{
    /// <summary>Where everything is, told once the server listens.</summary>
    /// <param name="listens">Where it listens.</param>
    /// <param name="url">The same with PathBase.</param>
    public static string Ready(string listens, string url) =>
        $"""

        KantanSim listens on {listens}
          dashboard    {url}/
          gateway      {url}/payment/EntryTranRecruit.idPass
          demo shop    {url}/shop
          control API  {url}/api/transactions   ({url}/openapi/v1.json)

        """;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other users can read {Files} in {Folder}, and their mode could not be changed to 0600: they belong to another user, or the file system has no modes")]
    public static partial void DataExposed(ILogger log, string files, string folder);

    // Among lines that a program reads it is such a line too; and where nothing can be written, the log tells so when it can.
    public static async Task Listening(WebApplication app, string url)
    {
        var options = app.Services.GetRequiredService<SimulatorOptions>();
        if (!options.LogsJson && await IsWritten(Ready(url, url + options.PathBase))) return;
        Listening(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim"), url);
    }

    static async Task<bool> IsWritten(string line)
    {
        try
        {
            await Console.Out.WriteLineAsync(line);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "KantanSim listens on {Url}")]
    static partial void Listening(ILogger log, string url);

    // No error of ours: told once, when it begins, without a stack.
    [LoggerMessage(Level = LogLevel.Critical, Message = "{Trouble}")]
    public static partial void Troubled(ILogger log, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{CutOff}")]
    public static partial void LogCutOff(ILogger log, string cutOff);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Migrated}")]
    public static partial void Migrated(ILogger log, string migrated);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes are saved again")]
    public static partial void TroubleOver(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scenario files read anew: {Scenarios} scenarios, {Faults} faults")]
    public static partial void ScenariosRead(ILogger log, int scenarios, int faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "Scenario files could not be read; those read before are kept")]
    public static partial void ScenariosNotRead(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario files in {Folder} are not watched, only read when a payment needs them: {Why}")]
    public static partial void ScenariosUnwatched(ILogger log, string folder, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario file: {Fault}")]
    public static partial void ScenarioFault(ILogger log, string fault);

}
