using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <summary>What happens at a cue, as data: the door that raises the cue applies it.</summary>
internal abstract record ScenarioAction
{
    // Only the cases below exist, so a door's switch over them is complete.
    ScenarioAction(string name) => Name = name;

    /// <summary>Its word in scenario files.</summary>
    public string Name { get; }

    /// <summary>What comes without a scenario.</summary>
    public sealed record Proceed() : ScenarioAction("proceed");

    /// <summary>The same, later: a call is answered later, a notification is sent later.</summary>
    public sealed record Wait(DelayRange By) : ScenarioAction("delay");

    /// <summary>The connection is broken off without an answer.</summary>
    public sealed record Drop() : ScenarioAction("drop");

    /// <summary>The connection stays open and silent, as long as is said or the caller waits.</summary>
    public sealed record Hang(DelayRange For) : ScenarioAction("hang");

    /// <summary>An answer of HTTP's own, such as 503, with an empty body.</summary>
    public sealed record HttpStatus(int Code) : ScenarioAction("httpStatus");

    /// <summary>The answer's bytes arrive as nobody sent them.</summary>
    public sealed record Garble() : ScenarioAction("garble");

    /// <summary>The gateway refuses and changes nothing.</summary>
    /// <param name="Errors">One code at least; a browser that arrives brings the first one to the shop.</param>
    public sealed record Refuse(ImmutableArray<string> Errors) : ScenarioAction("refuse")
    {
        public bool Equals(Refuse? other) => other is not null && Errors.SequenceEqual(other.Errors);
        public override int GetHashCode() => Errors.Length;
    }

    /// <summary>The consumer reaches the start page when the payment term is over.</summary>
    public sealed record ArriveLate() : ScenarioAction("arriveLate");

    /// <summary>The wallet shows its pages.</summary>
    public sealed record AskPerson() : ScenarioAction("askPerson");

    /// <summary>The consumer pays.</summary>
    /// <param name="Member">Who signs in; null = the wallet's default member.</param>
    /// <param name="Points">How many of the member's points are used.</param>
    /// <param name="Coupon">Null = no coupon.</param>
    /// <param name="Card">Null = the member's default card.</param>
    public sealed record Approve(string? Member, PointsUse Points, string? Coupon, string? Card) : ScenarioAction("approve")
    {
        /// <summary>How the consumer handles the pages.</summary>
        public ConsumerBehaviour Behaviour { get; init; } = new();
    }

    /// <summary>The consumer presses Cancel.</summary>
    public sealed record Cancel() : ScenarioAction("cancel");

    /// <summary>The consumer closes the window and never comes back.</summary>
    public sealed record Leave() : ScenarioAction("leave");

    /// <summary>The wallet declines the payment.</summary>
    /// <param name="Error">Why; null = the card was refused.</param>
    public sealed record Decline(string? Error) : ScenarioAction("decline");

    /// <summary>The consumer has decided, but the gateway never hears of it as it should; the status stays until the term ends.</summary>
    /// <param name="Error">What the browser brings to the shop; null = wallet and gateway could not speak with each other.</param>
    public sealed record Lose(string? Error) : ScenarioAction("lose");

    /// <summary>It is never sent: a notification, or the browser's return.</summary>
    public sealed record Omit() : ScenarioAction("omit");

    /// <summary>It is sent in another way: a notification, or the browser's return.</summary>
    public sealed record Send(DeliveryOptions Options) : ScenarioAction("send");

    /// <summary>A month's charge fails.</summary>
    /// <param name="Error">Why; null = the card was refused.</param>
    public sealed record Fail(string? Error) : ScenarioAction("fail");
}

/// <summary>What a consumer does with the wallet's pages beside deciding once.</summary>
/// <param name="Clicks">How often the pay button is pressed before the answer comes.</param>
/// <param name="Tabs">In how many tabs the payment is opened; each of them tries to pay.</param>
/// <param name="GoesBack">Goes back to the finished page and pays again.</param>
/// <param name="Reloads">Loads the page that leads back to the shop a second time.</param>
internal sealed record ConsumerBehaviour(int Clicks = 1, int Tabs = 1, bool GoesBack = false, bool Reloads = false);

/// <summary>How something is sent.</summary>
/// <param name="Times">How often.</param>
/// <param name="Together">All at once, on connections of their own.</param>
/// <param name="ResendAfter">Once more, so long after it was taken.</param>
/// <param name="ConnectivityTest">The gateway's connectivity test is sent before it.</param>
/// <param name="Fields">Fields that are sent with another value, or besides; an empty value leaves the field out.</param>
internal sealed record DeliveryOptions(int Times = 1, bool Together = false, DelayRange? ResendAfter = null, bool ConnectivityTest = false, ImmutableSortedDictionary<string, string>? Fields = null)
{
    /// <summary>The fields as they are sent.</summary>
    public IEnumerable<KeyValuePair<string, string>> OverrideFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        if (Fields is null) return fields;
        var known = fields.ToList();
        return known.Select(field => Fields.TryGetValue(field.Key, out var value) ? new(field.Key, value) : field)
            .Concat(Fields.Where(field => known.TrueForAll(one => one.Key != field.Key)))
            .Where(field => field.Value.Length > 0 || Fields.GetValueOrDefault(field.Key) is null);
    }
}
