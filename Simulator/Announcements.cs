namespace KantanSim;

/// <summary>What the program itself has to say.</summary>
internal static partial class Announcements
{
    /// <summary>Where everything is, told once the server listens.</summary>
    public static string Ready(string url) =>
        $"""

        KantanSim listens on {url}
          dashboard    {url}/
          gateway      {url}/payment/EntryTranRecruit.idPass
          demo shop    {url}/shop
          control API  {url}/api/transactions   ({url}/openapi/v1.json)

        """;

    [LoggerMessage(Level = LogLevel.Error, Message = "Rows could not be settled; they stay in the journal and are tried again")]
    public static partial void SettlingFailed(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scenario files read anew: {Scenarios} scenarios, {Faults} faults")]
    public static partial void ScenariosRead(ILogger log, int scenarios, int faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario file: {Fault}")]
    public static partial void ScenarioFault(ILogger log, string fault);
}
