using WireMock.Admin.Requests;
using WireMock.Logging;

namespace KantanSim.Mappings;

/// <summary>Receives WireMock's log messages: which mapping answered a request, and what failed.</summary>
internal sealed class WireMockLog(ILogger log) : IWireMockLogger
{
    // The beginnings of WireMock's messages when the response itself could not be created.
    static readonly string[] ResponseFailures = ["Providing a Response", "HttpStatusCode set to 404"];

    readonly AsyncLocal<RequestOutcome?> current = new();

    /// <summary>The name of a mapping in log messages.</summary>
    public Func<Guid, string> Name { get; init; } = guid => guid.ToString();

    /// <summary>What was logged about one request.</summary>
    internal sealed class RequestOutcome
    {
        public Guid? Mapping { get; set; }
        public string? Title { get; set; }
        public string? Failure { get; set; }
    }

    /// <summary>Starts a new outcome, which receives the messages of the current async flow.</summary>
    public RequestOutcome Begin()
    {
        var outcome = new RequestOutcome();
        current.Value = outcome;
        return outcome;
    }

    public void DebugRequestResponse(LogEntryModel logEntryModel, bool isAdminRequest)
    {
        if (current.Value is not { } outcome) return;
        outcome.Mapping = logEntryModel.MappingGuid;
        outcome.Title = logEntryModel.MappingTitle;
    }

    public void Error(string formatString, params object[] args) => Failed(formatString, formatString);

    public void Error(string message, Exception exception) => Failed(message, exception.Message);

    public void Debug(string formatString, params object[] args) { }

    public void Info(string formatString, params object[] args) { }

    public void Warn(string formatString, params object[] args) { }

    // A webhook that cannot be delivered and a matcher that throws do not affect the response: they are only logged.
    void Failed(string message, string reason)
    {
        var isResponse = ResponseFailures.Any(start => message.StartsWith(start, StringComparison.Ordinal));
        if (isResponse && current.Value is { } outcome)
            outcome.Failure = FirstLine(reason);
        else
            MappingLog.MappingFailed(log, WithNames(FirstLine(message == reason ? reason : $"{message}: {reason}")));
    }

    static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();

    // WireMock quotes a mapping's Guid; its file name is more useful.
    string WithNames(string line) =>
        string.Join('\'', line.Split('\'').Select(part => Guid.TryParse(part, out var mapping) ? Name(mapping) : part));
}
