using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <summary>What a rule does at a hook, as data: the code that raises the hook applies it.</summary>
internal abstract record ScenarioAction
{
    // Private: only the cases below exist, so that a switch over them can be complete.
    ScenarioAction(string name) => Name = name;

    /// <summary>Its word in scenario files.</summary>
    public string Name { get; }

    /// <summary>The duration that is picked at random when it is played; null: none is.</summary>
    public DelayRange? RandomDuration => this switch
    {
        Wait { By: { IsRandom: true } by } => by,
        Hang { For: { IsRandom: true } span } => span,
        Send { Options.ResendAfter: { IsRandom: true } again } => again,
        _ => null,
    };

    /// <summary>The behaviour without a scenario.</summary>
    public sealed record Proceed() : ScenarioAction("proceed");

    /// <summary>The default behaviour, delayed: a call is answered later, a notification is sent later.</summary>
    public sealed record Wait(DelayRange By) : ScenarioAction("delay");

    /// <summary>The connection is closed without a response.</summary>
    public sealed record Drop() : ScenarioAction("drop");

    /// <summary>The connection stays open without a response for the given time, unless the caller closes it.</summary>
    public sealed record Hang(DelayRange For) : ScenarioAction("hang");

    /// <summary>The response is an HTTP status, such as 503, with an empty body.</summary>
    public sealed record HttpStatus(int Code) : ScenarioAction("httpStatus");

    /// <summary>The bytes of the response body are corrupted.</summary>
    public sealed record Garble() : ScenarioAction("garble");

    /// <summary>The gateway refuses and changes nothing.</summary>
    /// <param name="Errors">At least one ErrInfo; a browser brings the first one to the shop.</param>
    public sealed record Refuse(ImmutableArray<string> Errors) : ScenarioAction("refuse")
    {
        public bool Equals(Refuse? other) => other is not null && Errors.SequenceEqual(other.Errors);
        public override int GetHashCode() => Errors.Length;
    }

    /// <summary>The consumer reaches the start page after the payment term has expired.</summary>
    public sealed record ArriveLate() : ScenarioAction("arriveLate");

    /// <summary>The wallet shows its pages and a person decides.</summary>
    public sealed record AskPerson() : ScenarioAction("askPerson");

    /// <summary>The consumer pays.</summary>
    /// <param name="Member">The member who signs in; null: the wallet's default member.</param>
    /// <param name="Points">How many of the member's points are used.</param>
    /// <param name="Coupon">Null: no coupon.</param>
    /// <param name="Card">Null: the member's default card.</param>
    public sealed record Approve(string? Member, PointsUse Points, string? Coupon, string? Card) : ScenarioAction("approve")
    {
        /// <summary>How the consumer uses the pages.</summary>
        public ConsumerBehaviour Behaviour { get; init; } = new();
    }

    /// <summary>The consumer presses Cancel.</summary>
    public sealed record Cancel() : ScenarioAction("cancel");

    /// <summary>The consumer closes the window and does not come back.</summary>
    public sealed record Leave() : ScenarioAction("leave");

    /// <summary>The wallet declines the payment.</summary>
    /// <param name="Error">The ErrInfo; null: that of a refused card.</param>
    public sealed record Decline(string? Error) : ScenarioAction("decline");

    /// <summary>The consumer decides, but no usable result reaches the gateway; the status stays until the payment term expires.</summary>
    /// <param name="Error">The ErrInfo that the browser brings to the shop; null: wallet and gateway could not communicate.</param>
    public sealed record Lose(string? Error) : ScenarioAction("lose");

    /// <summary>A notification or the browser's return is not sent.</summary>
    public sealed record Omit() : ScenarioAction("omit");

    /// <summary>A notification or the browser's return is sent with changes.</summary>
    public sealed record Send(DeliveryOptions Options) : ScenarioAction("send");

    /// <summary>The monthly charge fails.</summary>
    /// <param name="Error">The ErrInfo; null: that of a refused card.</param>
    public sealed record Fail(string? Error) : ScenarioAction("fail");
}

/// <summary>How the consumer uses the wallet's pages, besides deciding.</summary>
/// <param name="Clicks">How many times the pay button is pressed before the response arrives.</param>
/// <param name="Tabs">The number of tabs that open the payment; each tries to pay.</param>
/// <param name="GoesBack">Goes back from the completed page and pays again.</param>
/// <param name="Reloads">Loads the page that returns to the shop a second time.</param>
internal sealed record ConsumerBehaviour(int Clicks = 1, int Tabs = 1, bool GoesBack = false, bool Reloads = false);

/// <summary>Changes to how a notification or the browser's return is sent.</summary>
/// <param name="Times">How many times it is sent.</param>
/// <param name="Together">All at once, each on its own connection.</param>
/// <param name="ResendAfter">The time after which it is sent again once the merchant has accepted it.</param>
/// <param name="ConnectivityTest">The gateway's connectivity test is sent first.</param>
/// <param name="Fields">Fields to override or add; an empty value omits the field.</param>
internal sealed record DeliveryOptions(
    int Times = 1,
    bool Together = false,
    DelayRange? ResendAfter = null,
    bool ConnectivityTest = false,
    ImmutableSortedDictionary<string, string>? Fields = null)
{
    /// <summary>The fields to send: <paramref name="fields"/> with the overrides of <see cref="Fields"/>.</summary>
    public IEnumerable<KeyValuePair<string, string>> OverrideFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        if (Fields is null) return fields;
        var original = fields.ToList();
        var overridden = original.Select(field => KeyValuePair.Create(field.Key, Fields.GetValueOrDefault(field.Key, field.Value)));
        var added = Fields.Where(field => original.TrueForAll(known => known.Key != field.Key));
        return overridden.Concat(added).Where(field => field.Value.Length > 0 || !Fields.ContainsKey(field.Key));
    }
}
