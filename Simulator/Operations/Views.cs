using System.Text.Json;
using System.Text.Json.Serialization;
using KantanSim.Consumers;
using KantanSim.Scenarios.Files;
using KantanSim.Settlement;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A page of a list; the cursor asks for the next one and is null at the end.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Cursor);

/// <summary>A transaction. Amounts are yen, times ISO 8601.</summary>
internal sealed record TransactionView
{
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Method { get; init; }
    public required string Status { get; init; }
    public required string JobCd { get; init; }
    public required int Amount { get; init; }
    public required int Tax { get; init; }
    public required int Total { get; init; }
    public int? Card { get; init; }
    public int? Points { get; init; }
    /// <summary>The discount that the wallet bears.</summary>
    public int? Coupon { get; init; }
    /// <summary>The discount that the shop bears.</summary>
    public int? ShopCoupon { get; init; }
    public string? Member { get; init; }
    public string? ItemName { get; init; }
    public string? ErrCode { get; init; }
    public string? ErrInfo { get; init; }
    public required string Scenario { get; init; }
    public required string ScenarioReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public DateTimeOffset? ExtendedAt { get; init; }
    /// <summary>The recurring contract, once the consumer has signed up.</summary>
    public ContractView? Contract { get; init; }
    public IReadOnlyList<StepView>? Timeline { get; init; }
    /// <summary>Why requests about it were read or refused as they were, each sentence once; null in lists.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
    /// <summary>What is still due, in order.</summary>
    public IReadOnlyList<DueView>? Due { get; init; }

    public static TransactionView Of(Transaction transaction) => new()
    {
        AccessId = transaction.AccessId,
        ShopId = transaction.ShopId,
        OrderId = transaction.OrderId,
        Method = transaction.Method,
        Status = transaction.Status.Code,
        JobCd = transaction.JobCd,
        Amount = transaction.Amount,
        Tax = transaction.Tax,
        Total = transaction.Total,
        Card = transaction.Payment?.Split.Card,
        Points = transaction.Payment?.Split.Points,
        Coupon = transaction.Payment?.Split.Coupon,
        ShopCoupon = transaction.Payment?.Split.ShopCoupon,
        Member = transaction.Payment?.MemberId ?? transaction.Contract?.MemberId ?? transaction.Visit?.MemberId,
        ItemName = transaction.Request?.ItemName,
        ErrCode = transaction.Error?.Code,
        ErrInfo = transaction.Error?.Info,
        Scenario = transaction.Scenario.Name,
        ScenarioReason = transaction.Scenario.Reason,
        CreatedAt = transaction.CreatedAt,
        ChangedAt = transaction.ChangedAt,
        ValidUntil = transaction.ValidUntil,
        ExtendedAt = transaction.ExtendedAt,
        Contract = transaction.Contract is { WalletContractId: not null } contract ? ContractView.Of(contract) : null,
    };

    public static TransactionView WithTimeline(Transaction transaction, Ledger ledger, JobSchedule agenda) => Of(transaction) with
    {
        Timeline = [.. ledger.Timeline(transaction).Select(StepView.Of)],
        Notes = [.. ledger.Timeline(transaction).SelectMany(step => step.Notes ?? []).Select(note => note.En).Distinct()],
        Due = [.. agenda.ForTransaction(transaction).OrderBy(row => row.At).Select(row => new DueView(row.Kind.ToString(), row.At))],
    };
}

/// <summary>A recurring contract; months are yyyyMM.</summary>
internal sealed record ContractView(string Id, int ChargeDay, bool FirstMonthFree, string StartMonth, IReadOnlyList<ChargeView> Charges)
{
    public static ContractView Of(Contract contract) => new(
        contract.WalletContractId!, contract.ChargeDay, contract.FirstMonthFree, KantanSim.Protocol.ChargeMonth.Format(contract.StartMonth!.Value),
        [.. contract.Charges.Select(charge => new ChargeView(
            KantanSim.Protocol.ChargeMonth.Format(charge.Month), charge.Status.Code, charge.Amount, charge.Tax, charge.Total, charge.CreatedAt, charge.FixedAt, charge.Error?.Info))]);
}

/// <summary>A month's charge: AUTH when it is made, SALES when it is charged, PAYFAIL, CANCEL.</summary>
internal sealed record ChargeView(string Month, string Status, int Amount, int Tax, int Total, DateTimeOffset CreatedAt, DateTimeOffset? FixedAt, string? ErrInfo);

internal sealed record DueView(string What, DateTimeOffset At);

/// <summary>
/// A line of the timeline; step is the flow's, 1 to 11, or null beside the flow; at is simulated time, realAt and ms are real;
/// notes say why.
/// </summary>
internal sealed record StepView(
    int? Step, string From, string To, string What, DateTimeOffset At, DateTimeOffset RealAt, double Ms,
    IReadOnlyDictionary<string, string>? Request, IReadOnlyDictionary<string, string>? Answer, string? Note, IReadOnlyList<string> Notes)
{
    public static StepView Of(TimelineEntry step) => new(
        step.Number, step.From, step.To, step.What, step.At, step.RealAt, Math.Round(step.Milliseconds, 3),
        step.Request, step.Answer, step.Note,
        [.. (step.Notes ?? []).Select(note => note.En)]);
}

internal sealed record NotificationView
{
    public required string Id { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Status { get; init; }
    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public required string State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    /// <summary>The fields as they are posted, before they are encoded.</summary>
    public required IReadOnlyDictionary<string, string> Body { get; init; }
    public required IReadOnlyList<AttemptView> Attempts { get; init; }

    public static NotificationView Of(Notification notification) => new()
    {
        Id = notification.Id,
        AccessId = notification.AccessId,
        ShopId = notification.ShopId,
        OrderId = notification.OrderId,
        Status = notification.Status.Code,
        State = StateOf(notification),
        CreatedAt = notification.CreatedAt,
        NextAttemptAt = notification.NextAttemptAt is { } next && notification.State == NotificationState.Pending ? next : null,
        Body = notification.Fields.ToDictionary(field => field.Key, field => field.Value),
        Attempts = [.. notification.Attempts.Select(AttemptView.Of)],
    };

    public static string StateOf(Notification notification) => notification.State.ToString().ToLowerInvariant();
}

/// <summary>Notes are sentences that say why it was not received; outcome has them, too.</summary>
internal sealed record AttemptView(
    DateTimeOffset At, double Ms, string Url, int? HttpStatus, string? Reply, string Outcome, IReadOnlyList<string> Notes)
{
    public static AttemptView Of(NotificationAttempt attempt) => new(
        attempt.At, Math.Round(attempt.Milliseconds, 3), attempt.Url, attempt.HttpStatus, attempt.Reply, attempt.OutcomeWithNotes,
        [.. (attempt.Notes ?? []).Select(note => note.En)]);
}

/// <summary>A scenario; folder is empty for a file that lies in none, script for one that registers, requests and plays.</summary>
internal sealed record ScenarioView(
    string Name, string Folder, LocalText Title, LocalText Description, string? Match, string? Race, bool Unattended, IReadOnlyList<RuleView> Rules,
    IReadOnlyList<ScriptLine> Script, ExpectView? Expect)
{
    public static ScenarioView Of(Scenario scenario) => new(
        scenario.Name, scenario.Folder, scenario.Title, scenario.Description, scenario.Match?.ToString(), scenario.RaceWord, scenario.IsUnattended,
        [.. scenario.Rules.Select(rule => new RuleView(rule.When.Name, rule.Match?.ToString(), rule.Then.Name, ScenarioFormatter.Format(rule), rule.Times, rule.Mode == PlayMode.Automatic ? "itself" : "person"))],
        scenario.Script, scenario.Expect is { } expect ? new(expect.Status, expect.ErrInfo, expect.Notified, expect.Returned) : null);
}

/// <summary>Then is the reaction's word, text the reaction with its keys.</summary>
internal sealed record RuleView(string When, string? Match, string Then, string Text, int? Times, string By);

/// <summary>What must hold in the end; null is not asked, an empty errInfo means none.</summary>
internal sealed record ExpectView(string? Status, string? ErrInfo, IReadOnlyList<string>? Notified, IReadOnlyList<string>? Returned);

internal sealed record ScenarioListing(IReadOnlyList<ScenarioView> Items, IReadOnlyList<FileFaultView> Faults);

/// <summary>What is wrong with a scenario file.</summary>
internal sealed record FileFaultView(string File, int Line, int Column, string Code, string Message, string? Suggestion);

/// <summary>Mode is <c>real</c> or <c>manual</c>.</summary>
internal sealed record ClockView(string Mode, DateTimeOffset Now, DateTimeOffset? NextDue);

internal sealed record DepositView(string Id, string ShopId, DateOnly ClosingDate, long Gross, long ShopCoupons, long Net, IReadOnlyList<DepositLine> Lines);

internal sealed record ResetView(int Forgotten);

/// <summary>A request to the gateway, secrets masked. Id counts from 1 at each start; ms is real time; httpStatus is the answer's.</summary>
internal sealed record CallView(
    long Id, DateTimeOffset At, double Ms, string Api, string Verb, int HttpStatus, string? AccessId, string ContentType, string ContentEncoding, string Query,
    IReadOnlyDictionary<string, string> Request, IReadOnlyDictionary<string, string> Answer, IReadOnlyList<string> Notes)
{
    public static CallView Of(Exchange call) => new(
        call.Number, call.At, Math.Round(call.Milliseconds, 3), call.Api, call.Verb, call.HttpStatus, call.AccessId,
        call.Head.ContentType, call.Head.ContentEncoding, call.Head.Query, call.Request, call.Answer, [.. call.Notes.Select(note => note.En)]);
}

/// <summary>What the consumer's turn came to; returned tells how the post to RetURL ended.</summary>
internal sealed record ConsumerView(string Action, string Status, string? ErrInfo, ReturnView? Returned, IReadOnlyList<TranscriptView> Transcript, TransactionView Transaction);

/// <summary>What is sent for the shop.</summary>
internal sealed record MerchantRequest(string Action);

/// <summary>What the gateway answered to it.</summary>
internal sealed record MerchantView(string Action, IReadOnlyDictionary<string, string> Answer, TransactionView Transaction);

/// <summary>One thing that the consumer did, and what the browser would have been shown.</summary>
internal sealed record TranscriptView(string Did, string Got);

internal sealed record ReturnView(string Url, int? HttpStatus, string Outcome, IReadOnlyDictionary<string, string> Fields);

// A converter here would leave the generated code unused: they stand on their types.
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(TransactionView))]
[JsonSerializable(typeof(Listing<TransactionView>))]
[JsonSerializable(typeof(NotificationView))]
[JsonSerializable(typeof(AttemptView))]
[JsonSerializable(typeof(Listing<NotificationView>))]
[JsonSerializable(typeof(ScenarioView))]
[JsonSerializable(typeof(ScenarioListing))]
[JsonSerializable(typeof(Listing<CallView>))]
[JsonSerializable(typeof(Arm))]
[JsonSerializable(typeof(Listing<Arm>))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(KantanSim.Protocol.Shop))]
[JsonSerializable(typeof(Listing<KantanSim.Protocol.Shop>))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(Listing<Member>))]
[JsonSerializable(typeof(Listing<DepositView>))]
[JsonSerializable(typeof(ResetView))]
[JsonSerializable(typeof(ConsumerView))]
[JsonSerializable(typeof(MerchantView))]
[JsonSerializable(typeof(Change))]
internal sealed partial class ControlJson : JsonSerializerContext;
