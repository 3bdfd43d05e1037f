using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>A call of the gateway's protocol: its name in the URL, its fields in the protocol's order, and its decision.</summary>
internal abstract record Operation(string Api, ImmutableArray<FieldRule> Fields)
{
    /// <summary>What it does, in a few words.</summary>
    public required string About { get; init; }

    /// <summary>What it is called where an operator sends it for the shop; null for one that needs more than the access fields.</summary>
    public (string En, string Ja)? ActionLabel { get; init; }

    /// <summary>That the call exists, with these fields.</summary>
    public Fact Fact { get; init; } = Facts.Module;

    /// <summary>The fields that it answers, in their order.</summary>
    public required ImmutableArray<string> Answers { get; init; }

    /// <summary>That it answers these fields.</summary>
    public Fact AnswerFact { get; init; } = Facts.Module;

    /// <summary>Codes that its decision gives, beside those of its fields.</summary>
    public ImmutableArray<ErrorCode> Refusals { get; init; } = [];

    /// <summary>Codes that every operation of its kind gives: about the shop, and about the transaction that is named.</summary>
    public abstract ImmutableArray<ErrorCode> CommonRefusals { get; }

    /// <summary>Every code that the call can be refused with, unless a scenario says another.</summary>
    public IEnumerable<ErrorCode> Codes => Fields.Append(CommonFields.Version).SelectMany(rule => rule.Codes).Concat(CommonRefusals).Concat(Refusals).Distinct();

    /// <summary>The flow's step that the call is, or null when it stands beside the flow.</summary>
    public int? Step { get; init; }

    /// <summary>Errors that only two fields together can have.</summary>
    public Func<Request, ProtocolOptions, IEnumerable<ErrorCode>> CrossFieldErrors { get; init; } = (_, _) => [];

    public ImmutableArray<ErrorCode> Validate(Request request, ProtocolOptions choices) =>
        request.Validate(Fields, choices).AddRange(CrossFieldErrors(request, choices)).AddRange(CommonFields.Version.Validate(request, choices));
}

/// <summary>Makes a transaction.</summary>
internal sealed record RegistrationOperation(string Api, ImmutableArray<FieldRule> Fields, Func<Request, Registration, DecisionContext, Decision> Decide)
    : Operation(Api, Fields)
{
    public override ImmutableArray<ErrorCode> CommonRefusals => [GatewayErrors.ShopUnknown, GatewayErrors.MethodNotInContract, GatewayErrors.MethodSuspended];
}

/// <summary>Acts on a transaction that its AccessID, AccessPass and OrderID name.</summary>
internal sealed record UpdateOperation(string Api, ImmutableArray<FieldRule> Fields, Func<Transaction, Request, DecisionContext, Decision> Decide)
    : Operation(Api, Fields)
{
    // Once the transaction is unknown, nothing is said of its amounts.
    static readonly ImmutableArray<FieldRule> Amounts = [CommonFields.Amount, CommonFields.Tax];

    /// <summary>The errors of a call whose AccessID and AccessPass name no transaction: that code follows their own, before those of later fields.</summary>
    // UNVERIFIED: recorded for a card's calls (protocol.md 10, 1).
    public ImmutableArray<ErrorCode> ValidateUnknownPair(Request request, ProtocolOptions choices)
    {
        var later = Fields.IndexOf(CommonFields.AccessPass) + 1;
        return
        [
            .. request.Validate(Fields[..later], choices), GatewayErrors.TransactionUnknown,
            .. request.Validate([.. Fields[later..].Except(Amounts)], choices), .. CommonFields.Version.Validate(request, choices),
        ];
    }

    public override ImmutableArray<ErrorCode> CommonRefusals =>
    [
        GatewayErrors.ShopUnknown, GatewayErrors.MethodNotInContract, GatewayErrors.MethodSuspended,
        GatewayErrors.TransactionUnknown, GatewayErrors.TransactionOfOtherShop, GatewayErrors.OrderUnknown,
    ];
}

/// <summary>Tells of a transaction and changes nothing.</summary>
internal sealed record InquiryOperation(string Api, ImmutableArray<FieldRule> Fields) : Operation(Api, Fields)
{
    public override ImmutableArray<ErrorCode> CommonRefusals => [GatewayErrors.ShopUnknown];
}

/// <summary>What a registration is given: its number in the ledger, its AccessID and the scenario that it plays.</summary>
internal sealed record Registration(long Number, string AccessId, ScenarioPlayed Scenario);

/// <summary>All that a decision may know of the world: values only.</summary>
/// <param name="Now">The simulated time, in UTC.</param>
/// <param name="PublicUrl">The base of the URLs handed out, without a slash at its end.</param>
/// <param name="Options">The shop's, over the server's.</param>
internal sealed record DecisionContext(DateTimeOffset Now, Shop Shop, IdentifierGenerator Ids, string PublicUrl, ProtocolOptions Options)
{
    /// <summary>The card that paid refuses further authorisations: the wallet was asked.</summary>
    public bool IsCardDeclined { get; init; }
}
