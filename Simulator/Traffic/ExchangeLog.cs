using System.Text;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Traffic;

/// <summary>A call to the gateway and its answer, whether or not it named a transaction.</summary>
/// <param name="Api">The API's name; the path where no API has answered.</param>
/// <param name="Choices">What its fields are read by; null when nothing is known of them.</param>
/// <param name="Answer">The answer's fields, secrets masked.</param>
/// <param name="Notes">Why the call was read and answered as it was.</param>
/// <param name="Body">The body as it came, secrets masked.</param>
/// <param name="RawAnswer">The body as it went, secrets masked; null when a scenario kept it back, and when no API has answered.</param>
internal sealed record Exchange(
    DateTimeOffset At, double Milliseconds, string Api, string Verb, int HttpStatus, string? AccessId,
    ProtocolOptions? Choices, IReadOnlyDictionary<string, string> Answer, IReadOnlyList<Note> Notes,
    RedactedBody Body, byte[]? RawAnswer)
{
    /// <summary>What came with the body.</summary>
    public RequestHead Head { get; init; } = RequestHead.Usual;

    /// <summary>Its place among all calls since the start, from 1.</summary>
    public long Number { get; init; }

    static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The call's fields, secrets masked. Parsed on each read: pages read them seldom, and kept strings would lengthen GC pauses.</summary>
    public IReadOnlyDictionary<string, string> Request =>
        Choices is null ? Nothing
        : Body.About is null ? KantanSim.Protocol.Request.Parse(Body.Bytes, Choices).Masked()
        : new Dictionary<string, string> { ["(body)"] = Body.IsShown ? $"{Body.About}:\n{Text}" : Body.About };

    string Text => Encoding.UTF8.GetString(Body.Bytes) is { Length: > BodyFormatter.Shown } text
        ? $"{text[..BodyFormatter.Shown]} … {text.Length - BodyFormatter.Shown} more characters" : Encoding.UTF8.GetString(Body.Bytes);
}

/// <summary>The last exchanges, in memory only: what a developer looks at when a call went wrong before it was a transaction's.</summary>
internal sealed class ExchangeLog
{
    public const int Capacity = 500;

    readonly Lock gate = new();
    readonly Queue<Exchange> exchanges = new();
    long last;

    public void Add(Exchange exchange)
    {
        lock (gate)
        {
            if (exchanges.Count == Capacity) exchanges.Dequeue();
            exchanges.Enqueue(exchange with { Number = ++last });
        }
    }

    /// <summary>Those of a transaction that are still kept, newest first.</summary>
    public List<Exchange> FindByAccessId(string accessId) => Newest().FindAll(one => one.AccessId == accessId);

    /// <summary>Newest first.</summary>
    public List<Exchange> Newest()
    {
        lock (gate) return [.. exchanges.Reverse()];
    }
}
