using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>
/// A request to the gateway, or a post of the gateway to a merchant, and its answer: what the rules of the advice need of it. Secrets are
/// masked.
/// </summary>
internal record Observation
{
    /// <summary>The number of the call, from 1, over restarts. Numbers follow the answers.</summary>
    public long Number { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ObservedKind Kind { get; init; }

    /// <summary>Simulated time of the answer, on the shop's clock.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Real time of the answer, in UTC.</summary>
    public DateTimeOffset RealAt { get; init; }

    /// <summary>From the request to the answer, in real time.</summary>
    public double Milliseconds { get; init; }

    /// <summary>From the request to the answer, in simulated time: how long a scenario has delayed it.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Real time at which the request came, in UTC. Numbers follow the answers: a call that hangs has a late one.</summary>
    [JsonIgnore]
    public DateTimeOffset BeganAt => RealAt - TimeSpan.FromMilliseconds(Milliseconds);

    /// <summary>The name of the API; the path when no API has answered.</summary>
    public required string Api { get; init; }

    /// <summary>The HTTP method.</summary>
    public string Verb { get; init; } = "POST";

    /// <summary>The HTTP status of the answer; 0 for none.</summary>
    public int HttpStatus { get; init; }

    /// <summary>The beginning of what a merchant answered to the connectivity test; null for no answer, and for other requests.</summary>
    public string? Reply { get; init; }

    /// <summary>The ShopID that the request names; empty for none.</summary>
    public string ShopId { get; init; } = "";

    /// <summary>The OrderID that the request names; empty for none.</summary>
    public string OrderId { get; init; } = "";

    /// <summary>The payment that the request is about; null for none.</summary>
    public string? AccessId { get; init; }

    /// <summary>The status that the call left the payment in, such as <c>AUTH</c>; empty without a payment.</summary>
    public string PaymentStatus { get; init; } = "";

    /// <summary>What the gateway did not read as it was probably meant; null for nothing.</summary>
    public FormFaults? FormFaults { get; init; }

    /// <summary>The fields of the request; empty when its body is no form.</summary>
    public IReadOnlyDictionary<string, string> Request { get; init; } = NoFields;

    /// <summary>The fields of the answer, even of one that a scenario withheld.</summary>
    public IReadOnlyDictionary<string, string> Answer { get; init; } = NoFields;

    /// <summary>Why the request was read and answered as it was.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>What the request says besides its body.</summary>
    public RequestHead Head { get; init; } = RequestHead.Usual;

    /// <summary>What a scenario did to the answer.</summary>
    public AnswerFault Fault { get; init; }

    /// <summary>Whether the fault came before the call was processed, so that it has had no effect.</summary>
    public bool IsUnprocessed { get; init; }

    /// <summary>Whether a scenario changed or removed fields of what was posted to the merchant. Added fields do not count.</summary>
    public bool IsAltered { get; init; }

    /// <summary>Whether a browser has sent the payment's Token with a space in place of each <c>+</c>.</summary>
    public bool IsTokenPlusLost { get; init; }

    protected static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    /// <summary>The error codes (ErrInfo) of the answer; empty for a success.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Errors => Answer.TryGetValue("ErrInfo", out var list) ? list.Split('|') : [];

    /// <summary>The fields of the request as one text, equal for equal fields.</summary>
    [JsonIgnore]
    public string Form => string.Join(
        '&', Request.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));

    /// <summary>Whether the request had exactly these fields.</summary>
    public bool HasFields(IReadOnlyDictionary<string, string> fields) =>
        fields.Count == Request.Count && fields.All(field => Request.TryGetValue(field.Key, out var value) && value == field.Value);

    /// <summary>Whether the merchant cannot know the outcome from the answer.</summary>
    [JsonIgnore]
    public bool IsAnswerLost => Fault is AnswerFault.Hung or AnswerFault.Dropped or AnswerFault.HttpStatus or AnswerFault.Garbled;
}
