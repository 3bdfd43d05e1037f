using System.Text;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Traffic;

/// <summary>A request to the gateway and its response, whether or not it named a transaction. Secrets are masked.</summary>
/// <param name="Api">The name of the API; the path when no API has answered.</param>
/// <param name="Options">The protocol options that its fields are parsed with; null when its fields are unknown.</param>
/// <param name="Answer">The fields of the answer.</param>
/// <param name="Notes">Why the call was read and answered as it was.</param>
/// <param name="Body">The body of the request.</param>
/// <param name="RawAnswer">The body of the response; null when a scenario withheld it, or when no API has answered.</param>
internal sealed record Exchange(
    DateTimeOffset At, double Milliseconds, string Api, string Verb, int HttpStatus, string? AccessId,
    ProtocolOptions? Options, IReadOnlyDictionary<string, string> Answer, IReadOnlyList<Note> Notes,
    RedactedBody Body, byte[]? RawAnswer)
{
    /// <summary>What the request says besides its body.</summary>
    public RequestHead Head { get; init; } = RequestHead.Usual;

    /// <summary>The sequence number since the start of the process, from 1.</summary>
    public long Number { get; init; }

    static readonly Dictionary<string, string> NoFields = [];

    /// <summary>The fields of the request. Not stored but parsed on each read: stored strings would lengthen GC pauses.</summary>
    public IReadOnlyDictionary<string, string> Request
    {
        get
        {
            if (Options is null) return NoFields;
            if (Body.About is null) return KantanSim.Protocol.Request.Parse(Body.Bytes, Options).Masked();
            return new Dictionary<string, string> { ["(body)"] = Body.IsShown ? $"{Body.About}:\n{Text}" : Body.About };
        }
    }

    string Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(Body.Bytes);
            if (text.Length <= BodyFormatter.Shown) return text;
            return $"{text[..BodyFormatter.Shown]} … {text.Length - BodyFormatter.Shown} more characters";
        }
    }
}

/// <summary>The last exchanges, in memory only: for calls that failed before they belonged to a transaction. Thread-safe.</summary>
internal sealed class ExchangeLog
{
    /// <summary>Maximum number of exchanges; the oldest is dropped first.</summary>
    public const int Capacity = 500;

    readonly Lock sync = new();
    readonly Queue<Exchange> exchanges = new();
    long last;

    public void Add(Exchange exchange)
    {
        lock (sync)
        {
            if (exchanges.Count == Capacity) exchanges.Dequeue();
            exchanges.Enqueue(exchange with { Number = ++last });
        }
    }

    /// <summary>The stored exchanges of a transaction, newest first.</summary>
    public List<Exchange> FindByAccessId(string accessId) => Newest().FindAll(exchange => exchange.AccessId == accessId);

    /// <summary>All stored exchanges, newest first.</summary>
    public List<Exchange> Newest()
    {
        lock (sync) return [.. exchanges.Reverse()];
    }
}
