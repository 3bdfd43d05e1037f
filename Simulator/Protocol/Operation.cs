using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>An operation of the gateway's API.</summary>
/// <param name="Api">Its name in the URL, such as <c>EntryTranRecruit</c>.</param>
/// <param name="Fields">Its request fields, in the protocol's order.</param>
internal abstract record Operation(string Api, ImmutableArray<FieldRule> Fields)
{
    /// <summary>What it does, in a few words.</summary>
    public required (string En, string Ja) About { get; init; }

    /// <summary>
    /// The same in two to four words, as they follow its name in a payment's diagram: "RecruitSales captures the payment".
    /// </summary>
    public required (string En, string Ja) Brief { get; init; }

    /// <summary>The label of its button on the page of a payment; null when it does not act on a payment and has no button.</summary>
    public (string En, string Ja)? ActionLabel { get; init; }

    /// <summary>How well it is confirmed that the operation exists with these fields.</summary>
    public Fact Fact { get; init; } = Facts.Module;

    /// <summary>The fields of a successful answer, in order.</summary>
    public required ImmutableArray<string> Answers { get; init; }

    /// <summary>How well the answer's fields are confirmed.</summary>
    public Fact AnswerFact { get; init; } = Facts.Module;

    /// <summary>The codes that its decision gives, in addition to those of its fields.</summary>
    public ImmutableArray<ErrorCode> Refusals { get; init; } = [];

    /// <summary>The codes that every operation of this kind can give, about the shop and about the transaction.</summary>
    public abstract ImmutableArray<ErrorCode> CommonRefusals { get; }

    /// <summary>Every code that the operation can be refused with, unless a scenario chooses another.</summary>
    public IEnumerable<ErrorCode> Codes =>
        Fields.Append(CommonFields.Version).SelectMany(rule => rule.Codes).Concat(CommonRefusals).Concat(Refusals).Distinct();

    /// <summary>Its step in the payment flow (1 to 11); null when it is not part of the flow.</summary>
    public int? Step { get; init; }

    /// <summary>Errors of two fields in combination.</summary>
    public Func<Request, ProtocolOptions, IEnumerable<ErrorCode>> CrossFieldErrors { get; init; } = (_, _) => [];

    public ImmutableArray<ErrorCode> Validate(Request request, ProtocolOptions options) =>
    [
        .. request.Validate(Fields, options),
        .. CrossFieldErrors(request, options),
        .. CommonFields.Version.Validate(request, options),
    ];
}

/// <summary>Registers a transaction.</summary>
internal sealed record RegistrationOperation(
    string Api, ImmutableArray<FieldRule> Fields, Func<Request, Registration, DecisionContext, Decision> Decide)
    : Operation(Api, Fields)
{
    public override ImmutableArray<ErrorCode> CommonRefusals =>
        [GatewayErrors.ShopUnknown, GatewayErrors.MethodNotInContract, GatewayErrors.MethodSuspended];
}

/// <summary>Acts on the transaction that AccessID, AccessPass and OrderID identify.</summary>
internal sealed record UpdateOperation(
    string Api, ImmutableArray<FieldRule> Fields, Func<Transaction, Request, DecisionContext, Decision> Decide)
    : Operation(Api, Fields)
{
    // When the transaction is unknown, its amounts are not validated.
    static readonly ImmutableArray<FieldRule> Amounts = [CommonFields.Amount, CommonFields.Tax];

    /// <summary>
    /// The errors of a call with an unknown pair of AccessID and AccessPass: the code of the pair follows the codes of the two fields and
    /// precedes those of later fields.
    /// </summary>
    // UNVERIFIED: recorded for card payments.
    public ImmutableArray<ErrorCode> ValidateUnknownPair(Request request, ProtocolOptions options)
    {
        var later = Fields.IndexOf(CommonFields.AccessPass) + 1;
        return
        [
            .. request.Validate(Fields[..later], options),
            GatewayErrors.TransactionUnknown,
            .. request.Validate([.. Fields[later..].Except(Amounts)], options),
            .. CommonFields.Version.Validate(request, options),
        ];
    }

    public override ImmutableArray<ErrorCode> CommonRefusals =>
    [
        GatewayErrors.ShopUnknown, GatewayErrors.MethodNotInContract, GatewayErrors.MethodSuspended,
        GatewayErrors.TransactionUnknown, GatewayErrors.TransactionOfOtherShop, GatewayErrors.OrderUnknown,
    ];
}

/// <summary>Returns data of a transaction and changes nothing.</summary>
internal sealed record InquiryOperation(string Api, ImmutableArray<FieldRule> Fields) : Operation(Api, Fields)
{
    public override ImmutableArray<ErrorCode> CommonRefusals => [GatewayErrors.ShopUnknown];
}

/// <summary>The values that the ledger gives a new transaction.</summary>
/// <param name="Number">Its number in the ledger.</param>
/// <param name="Scenario">The scenario that it plays.</param>
internal sealed record Registration(long Number, string AccessId, ScenarioPlayed Scenario);

/// <summary>Everything that a decision may depend on besides the transaction and the request. It holds values only, no services.</summary>
/// <param name="Now">The simulated time, in UTC.</param>
/// <param name="PublicUrl">The base of the URLs in answers, without a slash at the end.</param>
/// <param name="Options">The shop's options over the server's.</param>
internal sealed record DecisionContext(DateTimeOffset Now, Shop Shop, IdentifierGenerator Ids, string PublicUrl, ProtocolOptions Options)
{
    /// <summary>Whether the card that paid declines further authorisations.</summary>
    public bool IsCardDeclined { get; init; }
}
