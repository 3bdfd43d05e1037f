namespace KantanSim.Operations;

/// <summary>
/// The simulated clock of a shop, or the common one that all shops without a clock of their own follow. Mode is <c>real</c> (it runs) or
/// <c>manual</c>; nextDue is when the next job is due.
/// </summary>
/// <param name="ShopId">Null: the common clock. Its nextDue is the next one of all shops, as a time of the common clock.</param>
/// <param name="Own">Whether the shop has a clock of its own; null for the common clock.</param>
/// <param name="Advance">The advance that moves this clock now; null when there is none.</param>
/// <param name="HeldUntil">When the first request that a scenario delays or lets hang is released; null: none is held.</param>
/// <param name="Shops">The clocks of the shops that have one of their own; null for the clock of a shop.</param>
internal sealed record ClockView(
    string Mode, DateTimeOffset Now, DateTimeOffset? NextDue, string? ShopId, bool? Own, AdvanceProgressView? Advance,
    DateTimeOffset? HeldUntil, IReadOnlyList<ShopClockView>? Shops);

/// <summary>A shop's own clock.</summary>
internal sealed record ShopClockView(string ShopId, string Mode, DateTimeOffset Now, DateTimeOffset? NextDue);

/// <summary>A running advance.</summary>
/// <param name="ShopId">Null: all clocks are moved.</param>
/// <param name="From">The time of the clock at its beginning.</param>
/// <param name="To">The time at its end.</param>
/// <param name="Passed">The span moved so far, an ISO 8601 duration.</param>
/// <param name="Percent">Of the whole span, from 0 to 100.</param>
/// <param name="Moments">The number of moments so far at which something was due.</param>
internal sealed record AdvanceProgressView(
    string? ShopId, DateTimeOffset From, DateTimeOffset To, string Passed, int Percent, int Moments, HappenedView Happened);

/// <summary>The clock after an advance, and what happened on the way.</summary>
/// <param name="Cancelled">Whether it was cancelled before its end. The clock stands where it was stopped.</param>
internal sealed record AdvanceView(
    string Mode, DateTimeOffset Now, DateTimeOffset? NextDue, string? ShopId, bool Cancelled, HappenedView Happened);

/// <summary>What an advance has run.</summary>
/// <param name="Expired">Payment terms and validities of authorisations that ended.</param>
/// <param name="Charged">Monthly charges that were made, also those that failed.</param>
/// <param name="Notified">Attempts to deliver a result notification, whatever the merchant answered.</param>
/// <param name="Deposited">Sales and refunds that were settled in a deposit.</param>
internal sealed record HappenedView(EventsView Expired, EventsView Charged, EventsView Notified, EventsView Deposited);

/// <summary>Events of one kind that an advance has run.</summary>
/// <param name="Count">The number of events.</param>
/// <param name="Links">Paths of the control API where they are seen; at most 100, each once.</param>
internal sealed record EventsView(int Count, IReadOnlyList<string> Links);
