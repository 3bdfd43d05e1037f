using WireMock.Admin.Requests;
using WireMock.Logging;

namespace KantanSim.Mappings;

/// <summary>What WireMock says while it answers: which mapping it took, and what went wrong.</summary>
internal sealed class WireMockLog(ILogger log) : IWireMockLogger
{
    readonly AsyncLocal<RequestOutcome?> listener = new();

    /// <summary>What a mapping is called in the log.</summary>
    public Func<Guid, string> Name { get; init; } = guid => guid.ToString();

    /// <summary>What was said about one request.</summary>
    internal sealed class RequestOutcome
    {
        public Guid? Mapping { get; set; }
        public string? Title { get; set; }
        public string? Failure { get; set; }
    }

    /// <summary>From here on, for whatever the caller does.</summary>
    public RequestOutcome Listen() => listener.Value = new();

    public void DebugRequestResponse(LogEntryModel logEntryModel, bool isAdminRequest)
    {
        if (listener.Value is { } heard) (heard.Mapping, heard.Title) = (logEntryModel.MappingGuid, logEntryModel.MappingTitle);
    }

    public void Error(string formatString, params object[] args) => Failed(formatString, formatString);

    public void Error(string message, Exception exception) => Failed(message, exception.Message);

    public void Debug(string formatString, params object[] args) { }

    public void Info(string formatString, params object[] args) { }

    public void Warn(string formatString, params object[] args) { }

    // A webhook that is not heard and a matcher that fails on this request do not spoil the answer: they are logged only.
    void Failed(string what, string why)
    {
        if (listener.Value is { } heard && Answering.Any(start => what.StartsWith(start, StringComparison.Ordinal))) heard.Failure = why.Split('\n')[0].TrimEnd();
        else MappingLog.MappingFailed(log, Named((what == why ? why : $"{what}: {why}").Split('\n')[0].TrimEnd()));
    }

    // WireMock puts a mapping's Guid between quotation marks; its file says more.
    string Named(string line) =>
        string.Join('\'', line.Split('\'').Select(part => Guid.TryParse(part, out var mapping) ? Name(mapping) : part));

    // What WireMock begins with when it is the answer that cannot be made.
    static readonly string[] Answering = ["Providing a Response", "HttpStatusCode set to 404"];
}
