namespace KantanSim.Scenarios;

/// <summary>What happens at a cue, as data: the door that raises the cue applies it.</summary>
internal abstract record Reaction
{
    // Only the cases below exist, so a door's switch over them is complete.
    Reaction(string name) => Name = name;

    /// <summary>Its word in scenario files.</summary>
    public string Name { get; }

    /// <summary>The wallet shows its pages.</summary>
    public sealed record AskPerson() : Reaction("askPerson");

    /// <summary>The consumer pays.</summary>
    /// <param name="Member">Who signs in; null = the wallet's default member.</param>
    /// <param name="Points">How many of the member's points are used.</param>
    /// <param name="Coupon">Null = no coupon.</param>
    /// <param name="Card">Null = the member's default card.</param>
    public sealed record Approve(string? Member, PointsUse Points, string? Coupon, string? Card) : Reaction("approve");

    /// <summary>The consumer presses Cancel.</summary>
    public sealed record Cancel() : Reaction("cancel");

    /// <summary>The consumer closes the window and never comes back.</summary>
    public sealed record Leave() : Reaction("leave");

    /// <summary>The consumer reaches the start page when the payment term is over.</summary>
    public sealed record ArriveLate() : Reaction("arriveLate");

    /// <summary>The wallet declines the payment.</summary>
    /// <param name="Error">Why; null = the card was refused.</param>
    public sealed record Decline(string? Error) : Reaction("decline");

    /// <summary>The consumer has decided, but the gateway never hears of it as it should; the status stays until the term ends.</summary>
    /// <param name="Error">What the browser brings to the shop; null = wallet and gateway could not speak with each other.</param>
    public sealed record Lose(string? Error) : Reaction("lose");

    /// <summary>The gateway refuses and changes nothing.</summary>
    /// <param name="Errors">One code at least; a browser that arrives brings the first one to the shop.</param>
    public sealed record Refuse(IReadOnlyList<string> Errors) : Reaction("refuse")
    {
        public bool Equals(Refuse? other) => other is not null && Errors.SequenceEqual(other.Errors);
        public override int GetHashCode() => Errors.Count;
    }

    /// <summary>A month's charge fails.</summary>
    /// <param name="Error">Why; null = the card was refused.</param>
    public sealed record Fail(string? Error) : Reaction("fail");

    /// <summary>What comes without a scenario.</summary>
    public sealed record Proceed() : Reaction("proceed");
}
