namespace KantanSim;

/// <summary>What the program itself has to say.</summary>
internal static partial class Announcements
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

    // The one secret that is ever logged: there is no other way to tell it to whoever has started the program.
    [LoggerMessage(Level = LogLevel.Warning, Message = "The server listens beyond loopback and KantanSim:AdminToken is not set: /api and the dashboard ask for {Token} (kept in {Place}); send it as Authorization: Bearer, or sign in with it at /sign-in")]
    public static partial void TokenMade(ILogger log, string token, string place);

    [LoggerMessage(Level = LogLevel.Information, Message = "https is served with a certificate by the CA in {Place}, which GET {Path} hands out")]
    public static partial void Certified(ILogger log, string place, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS handshake failed: {Reason}")]
    public static partial void TlsFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS handshake failed: {Reason} (and {Others} others since the last such line)")]
    public static partial void TlsFailedOften(ILogger log, string reason, int others);

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Connections} connections are open: for each further one an idle one is closed, or it is refused unless it comes from loopback")]
    public static partial void ConnectionsFull(ILogger log, int connections);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scenario files read anew: {Scenarios} scenarios, {Faults} faults")]
    public static partial void ScenariosRead(ILogger log, int scenarios, int faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "Scenario files could not be read; those read before are kept")]
    public static partial void ScenariosNotRead(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario files in {Folder} are not watched, only read when a payment needs them: {Why}")]
    public static partial void ScenariosUnwatched(ILogger log, string folder, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario file: {Fault}")]
    public static partial void ScenarioFault(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Scenario {Scenario}: the rule for {Cue} OrderID {OrderId} AccessID {AccessId} could not be played: {Fault}")]
    public static partial void FormulaFailed(ILogger log, string scenario, string cue, string orderId, string accessId, string fault);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "KantanSim:CaFile {File} cannot be read ({Why}); the certificates that were read before are kept")]
    public static partial void CaFileNotRead(ILogger log, string file, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mapping files read: {Mappings} mappings of {Files} files, {Faults} faults")]
    public static partial void MappingsRead(ILogger log, int mappings, int files, int faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping file: {Fault}")]
    public static partial void MappingFault(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping files in {Folder} are not watched, only looked at when a request needs them: {Why}")]
    public static partial void MappingsUnwatched(ILogger log, string folder, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mapping files could not be read")]
    public static partial void MappingsNotRead(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mapping: {What}")]
    public static partial void MappingFailed(ILogger log, string what);
}
