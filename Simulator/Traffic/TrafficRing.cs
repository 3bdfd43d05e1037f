using KantanSim.Protocol;

namespace KantanSim.Traffic;

/// <summary>A call to the gateway and its answer, whether or not it named a transaction.</summary>
/// <param name="Api">The API's name; the path where no API has answered.</param>
/// <param name="Choices">What its fields are read by; null when nothing is known of them.</param>
/// <param name="Went">The answer's fields, in which passwords are not masked.</param>
/// <param name="Notes">What is worth knowing of how the call was read and answered.</param>
/// <param name="RawRequest">The body as it came, in which passwords are not masked: <see cref="RawBody"/> shows it.</param>
/// <param name="RawAnswer">The body as it went; null when a scenario kept it back, and when no API has answered.</param>
internal sealed record Exchange(
    DateTimeOffset At, double Milliseconds, string Api, string Verb, int HttpStatus, string? AccessId,
    Choices? Choices, IReadOnlyCollection<KeyValuePair<string, string>> Went, IReadOnlyList<string> Notes,
    byte[] RawRequest, byte[]? RawAnswer)
{
    static readonly Dictionary<string, string> Nothing = [];

    /// <summary>
    /// The call's fields, passwords and tokens masked. Parsed on each read: pages read them seldom, and kept strings would lengthen GC pauses.
    /// </summary>
    public IReadOnlyDictionary<string, string> Request =>
        Choices is null ? Nothing
        : RawBody.IsForm(RawRequest) ? Protocol.Request.Read(RawRequest, Choices).Masked()
        : new Dictionary<string, string>
        {
            ["(body)"] = $"not a form, {RawRequest.Length} bytes; not shown, because passwords in it cannot be masked",
        };

    /// <summary>The answer's fields, passwords and tokens masked.</summary>
    public IReadOnlyDictionary<string, string> Answer => Secrets.Masked(Went);
}

/// <summary>The last exchanges, in memory only: what a developer looks at when a call went wrong before it was a transaction's.</summary>
internal sealed class TrafficRing
{
    public const int Kept = 500;

    readonly Lock gate = new();
    readonly Queue<Exchange> exchanges = new();

    public void Add(Exchange exchange)
    {
        lock (gate)
        {
            if (exchanges.Count == Kept) exchanges.Dequeue();
            exchanges.Enqueue(exchange);
        }
    }

    /// <summary>Those of a transaction that are still kept, newest first.</summary>
    public List<Exchange> Of(string accessId) => Newest().FindAll(one => one.AccessId == accessId);

    /// <summary>Newest first.</summary>
    public List<Exchange> Newest()
    {
        lock (gate) return [.. exchanges.Reverse()];
    }
}
