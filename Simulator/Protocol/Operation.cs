using System.Collections.Immutable;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>A call of the gateway's protocol: its name in the URL, its fields in the protocol's order, and its decision.</summary>
internal abstract record Operation(string Api, ImmutableArray<FieldRule> Fields)
{
    /// <summary>The flow's step that the call is, or null when it stands beside the flow.</summary>
    public int? Step { get; init; }

    /// <summary>Errors that only two fields together can have.</summary>
    public Func<Request, IEnumerable<ErrorCode>> AcrossFields { get; init; } = _ => [];

    public ImmutableArray<ErrorCode> ErrorsIn(Request request) =>
        [.. request.ErrorsBy(Fields), .. AcrossFields(request), .. CommonFields.Version.ErrorsIn(request)];
}

/// <summary>Makes a transaction.</summary>
internal sealed record RegisteringOperation(string Api, ImmutableArray<FieldRule> Fields, Func<Request, Registration, Moment, Decision> Decide)
    : Operation(Api, Fields);

/// <summary>Acts on a transaction that its AccessID, AccessPass and OrderID name.</summary>
internal sealed record ChangingOperation(string Api, ImmutableArray<FieldRule> Fields, Func<Transaction, Request, Moment, Decision> Decide)
    : Operation(Api, Fields);

/// <summary>What a registration is given: its number in the ledger and the scenario that it plays.</summary>
internal sealed record Registration(long Number, ScenarioPlayed Scenario);

/// <summary>All that a decision may know of the world: values only.</summary>
/// <param name="Now">The simulated time, in UTC.</param>
/// <param name="PublicUrl">The base of the URLs handed out, without a slash at its end.</param>
internal sealed record Moment(DateTimeOffset Now, Shop Shop, Identifiers Ids, string PublicUrl, TimeLimits Limits);

/// <summary>The protocol's deadlines. None of them is published for this method: each is supposed (protocol.md 3.3, 9).</summary>
internal sealed record TimeLimits
{
    /// <summary>Until when the browser must arrive, when the merchant names no PaymentTermSec.</summary>
    public int PaymentTermSeconds { get; init; } = 120;
    /// <summary>How long the consumer may take at the wallet.</summary>
    public int WalletMinutes { get; init; } = 30;
    /// <summary>How long an authorisation may be captured.</summary>
    public int AuthorisationDays { get; init; } = 60;
    /// <summary>How long after the sale it may be cancelled.</summary>
    public int AfterSaleDays { get; init; } = 180;
    /// <summary>After how long no operation is taken any more.</summary>
    public int AnyOperationDays { get; init; } = 180;
    /// <summary>The closing days of SBPS's deposits: days of the month in Japan; 31 is the month's last.</summary>
    public IReadOnlyList<int> ClosingDays { get; init; } = [15, 31];
}
