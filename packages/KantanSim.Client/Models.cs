// Written by ClientModelTests from /openapi/v1.json. To renew it, run the test and move Models.cs.received over this file.
using System.Text.Json.Serialization;

namespace KantanSim.Client;

/// <summary>One page of a list. The cursor requests the next page; null at the end.</summary>
public sealed class Listing<T>
{
    public IReadOnlyList<T> Items { get; init; } = [];

    public string? Cursor { get; init; }
}

/// <summary>Events of one kind that an advance has run.</summary>
public sealed class AdvanceEvents
{
    /// <summary>The number of events.</summary>
    public int Count { get; init; }

    /// <summary>Paths of the control API where they are seen; at most 100, each once.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];
}

/// <summary>A running advance.</summary>
public sealed class AdvanceProgress
{
    /// <summary>Null: all clocks are moved.</summary>
    public string? ShopId { get; init; }

    /// <summary>The time of the clock at its beginning.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The time at its end.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The span moved so far, an ISO 8601 duration.</summary>
    public string Passed { get; init; } = "";

    /// <summary>Of the whole span, from 0 to 100.</summary>
    public int Percent { get; init; }

    /// <summary>The number of moments so far at which something was due.</summary>
    public int Moments { get; init; }

    public AdvanceSummary Happened { get; init; } = new();
}

/// <summary>Advances a clock: either by a duration or to an instant.</summary>
public sealed record AdvanceRequest
{
    /// <summary>The shop whose clock is advanced; all clocks when left out.</summary>
    public string? ShopId { get; init; }

    /// <summary>An ISO 8601 duration such as PT1H.</summary>
    public string? By { get; init; }

    /// <summary>An instant of the shop's clock, or of the common one.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>The clock after an advance, and what happened on the way.</summary>
public sealed class AdvanceResult
{
    public string Mode { get; init; } = "";

    public DateTimeOffset Now { get; init; }

    public DateTimeOffset? NextDue { get; init; }

    public string? ShopId { get; init; }

    /// <summary>Whether it was cancelled before its end. The clock stands where it was stopped.</summary>
    public bool Cancelled { get; init; }

    public AdvanceSummary Happened { get; init; } = new();
}

/// <summary>What an advance has run.</summary>
public sealed class AdvanceSummary
{
    /// <summary>Payment terms and validities of authorisations that ended.</summary>
    public AdvanceEvents Expired { get; init; } = new();

    /// <summary>Monthly charges that were made, also those that failed.</summary>
    public AdvanceEvents Charged { get; init; } = new();

    /// <summary>Attempts to deliver a result notification, whatever the merchant answered.</summary>
    public AdvanceEvents Notified { get; init; } = new();

    /// <summary>Sales and refunds that were settled in a deposit.</summary>
    public AdvanceEvents Deposited { get; init; } = new();
}

/// <summary>Has the next transactions that match play a scenario.</summary>
public sealed record ArmRequest
{
    public required string Scenario { get; init; }

    /// <summary>The number of transactions; default: 1.</summary>
    public int? Times { get; init; }

    /// <summary>The only shop's when there is one, else required; <c>*</c>: any shop.</summary>
    public string? ShopId { get; init; }

    /// <summary>A pattern with <c>*</c>; null: any order.</summary>
    public string? OrderId { get; init; }

    /// <summary>Why, for those who read the list; up to 200 characters.</summary>
    public string? Note { get; init; }

    /// <summary>An ISO 8601 duration in real time, PT1S to P30D; null: it waits until it is played.</summary>
    public string? ExpiresIn { get; init; }
}

/// <summary>A scenario that is armed. Times are left; shopId is <c>*</c> for any shop; it expires in real time.</summary>
public sealed class ArmedScenario
{
    public string Id { get; init; } = "";

    public string Scenario { get; init; } = "";

    public int Times { get; init; }

    public string ShopId { get; init; } = "";

    public string? OrderId { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A registered card.</summary>
public sealed class Card
{
    public string Id { get; init; } = "";

    public string Label { get; init; } = "";

    /// <summary>Whether every authorisation is refused.</summary>
    public bool Declines { get; init; }
}

/// <summary>
/// A change that is on disk. AccessId is empty when the change is not about one transaction, such as a change of the clock.
/// </summary>
public sealed class Change
{
    public string What { get; init; } = "";

    public string AccessId { get; init; } = "";

    public string ShopId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>The charge of one month: AUTH when it is created, then SALES when it is charged, PAYFAIL or CANCEL.</summary>
public sealed class Charge
{
    public string Month { get; init; } = "";

    public string Status { get; init; } = "";

    public int Amount { get; init; }

    public int Tax { get; init; }

    public int Total { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FixedAt { get; init; }

    public string? ErrInfo { get; init; }
}

/// <summary>Sets a clock.</summary>
public sealed record ClockRequest
{
    /// <summary><c>real</c> (the clock runs) or <c>manual</c> (it stands still).</summary>
    public required string Mode { get; init; }

    /// <summary>The new time. When left out: real time for <c>real</c>, the current simulated time for <c>manual</c>.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The shop whose clock is set, when the query does not name it.</summary>
    public string? ShopId { get; init; }
}

/// <summary>
/// The simulated clock of a shop, or the common one that all shops without a clock of their own follow. Mode is <c>real</c> (it runs) or
/// <c>manual</c>; nextDue is when the next job is due.
/// </summary>
public sealed class ClockState
{
    public string Mode { get; init; } = "";

    public DateTimeOffset Now { get; init; }

    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Null: the common clock. Its nextDue is the next one of all shops, as a time of the common clock.</summary>
    public string? ShopId { get; init; }

    /// <summary>Whether the shop has a clock of its own; null for the common clock.</summary>
    public bool? Own { get; init; }

    /// <summary>The advance that moves this clock now; null when there is none.</summary>
    public AdvanceProgress? Advance { get; init; }

    /// <summary>When the first request that a scenario delays or lets hang is released; null: none is held.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The clocks of the shops that have one of their own; null for the clock of a shop.</summary>
    public IReadOnlyList<ShopClockState>? Shops { get; init; }
}

/// <summary>What the consumer does.</summary>
public sealed record ConsumerRequest
{
    /// <summary>
    /// <c>approve</c>, <c>cancel</c>, <c>abandon</c>, <c>play</c> (what the scenario says) or <c>end</c> (a live contract, at the wallet).
    /// </summary>
    public required string Action { get; init; }

    /// <summary>An id, as are Coupon and Card. All but Action go with <c>approve</c> only.</summary>
    public string? Member { get; init; }

    /// <summary><c>none</c>, <c>all</c> or a number.</summary>
    public string? Points { get; init; }

    public string? Coupon { get; init; }

    public string? Card { get; init; }
}

/// <summary>The result of the consumer's action. Returned is the last post to RetURL; null when the browser did not return.</summary>
public sealed class ConsumerResult
{
    public string Action { get; init; } = "";

    public string Status { get; init; } = "";

    public string? ErrInfo { get; init; }

    public ConsumerReturn? Returned { get; init; }

    public IReadOnlyList<ConsumerStep> Transcript { get; init; } = [];

    public Transaction Transaction { get; init; } = new();
}

/// <summary>A post to RetURL. HttpStatus is null when there was no answer; outcome says why.</summary>
public sealed class ConsumerReturn
{
    public string Url { get; init; } = "";

    public int? HttpStatus { get; init; }

    public string Outcome { get; init; } = "";

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <summary>One thing that the consumer did, and what a browser would have shown then.</summary>
public sealed class ConsumerStep
{
    public string Did { get; init; } = "";

    public string Got { get; init; } = "";
}

/// <summary>A recurring contract. Months are yyyyMM.</summary>
public sealed class Contract
{
    public string Id { get; init; } = "";

    public int ChargeDay { get; init; }

    public bool FirstMonthFree { get; init; }

    public string StartMonth { get; init; } = "";

    public IReadOnlyList<Charge> Charges { get; init; } = [];
}

/// <summary>The state of a shop's contract for the wallet.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractState>))]
public enum ContractState
{
    [JsonStringEnumMemberName("Contracted")] Contracted,
    [JsonStringEnumMemberName("Pending")] Pending,
    [JsonStringEnumMemberName("None")] None,
}

/// <summary>A discount for one payment, paid by the wallet or by the shop.</summary>
public sealed class Coupon
{
    public string Id { get; init; } = "";

    public string LabelEn { get; init; } = "";

    public string LabelJa { get; init; } = "";

    /// <summary>In yen.</summary>
    public int Discount { get; init; }

    public CouponFunding FundedBy { get; init; }

    public bool Used { get; init; }
}

/// <summary>Who pays for a discount.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CouponFunding>))]
public enum CouponFunding
{
    [JsonStringEnumMemberName("Wallet")] Wallet,
    [JsonStringEnumMemberName("Shop")] Shop,
}

/// <summary>A deposit to a shop for one closing date, in yen. Net is gross less the discounts that the shop pays for.</summary>
public sealed class Deposit
{
    public string Id { get; init; } = "";

    public string ShopId { get; init; } = "";

    public DateOnly ClosingDate { get; init; }

    public long Gross { get; init; }

    public long ShopCoupons { get; init; }

    public long Net { get; init; }

    public IReadOnlyList<DepositLine> Lines { get; init; } = [];
}

/// <summary>A sale or refund in a deposit. Amounts are in yen; those of a refund are negative.</summary>
public sealed class DepositLine
{
    public string AccessId { get; init; } = "";

    public string OrderId { get; init; } = "";

    /// <summary><c>sale</c> or <c>refund</c>.</summary>
    public string Kind { get; init; } = "";

    public int Gross { get; init; }

    public int Card { get; init; }

    public int Points { get; init; }

    public int Coupon { get; init; }

    public int ShopCoupon { get; init; }

    /// <summary>
    /// The amount that the shop is paid. The wallet pays for points and its own coupons, the shop for its own. UNVERIFIED.
    /// </summary>
    public int Net { get; init; }
}

/// <summary>A scheduled job: its kind and its simulated time.</summary>
public sealed class DueJob
{
    public string What { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>
/// A finding: what a shop did wrong. AccessId and orderId are null for calls that belong to no payment. At is simulated time. Help is the
/// section of the documents about the rule. Evidence has the entries of the timeline that show it, and calls that are not on it.
/// </summary>
public sealed class Finding
{
    public string Rule { get; init; } = "";

    public Severity Severity { get; init; }

    public string ShopId { get; init; } = "";

    public string? OrderId { get; init; }

    public string? AccessId { get; init; }

    public DateTimeOffset At { get; init; }

    public string Title { get; init; } = "";

    public string Sentence { get; init; } = "";

    public string Why { get; init; } = "";

    public string Remedy { get; init; } = "";

    public string Help { get; init; } = "";

    public IReadOnlyList<TimelineEntry> Evidence { get; init; } = [];
}

/// <summary>
/// A request to the gateway, with secrets masked. Id counts from 1; ms is real time; httpStatus is that of the answer. Fault is what a
/// scenario did to the answer: <c>Hung</c>, <c>Dropped</c>, <c>HttpStatus</c> or <c>Garbled</c>; null: nothing. Outcome is <c>ok</c>,
/// <c>refused</c>, <c>http-error</c>, <c>faulted</c>, <c>unanswered</c> or <c>not-simulated</c>.
/// </summary>
public sealed class GatewayCall
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public double Ms { get; init; }

    public string Api { get; init; } = "";

    public string Verb { get; init; } = "";

    public int HttpStatus { get; init; }

    public string? AccessId { get; init; }

    public string ContentType { get; init; } = "";

    public string ContentEncoding { get; init; } = "";

    public string Query { get; init; } = "";

    public IReadOnlyDictionary<string, string> Request { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Answer { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Notes { get; init; } = [];

    public string? Fault { get; init; }

    public string Outcome { get; init; } = "";

    /// <summary>The shop that the request names, otherwise that of its payment; empty for none.</summary>
    public string ShopId { get; init; } = "";

    /// <summary>The order that the request names, otherwise that of its payment; empty for none.</summary>
    public string OrderId { get; init; } = "";
}

/// <summary>A text in the two languages of the pages.</summary>
public sealed class LocalText
{
    public string En { get; init; } = "";

    public string Ja { get; init; } = "";
}

/// <summary>A consumer with an account at the wallet.</summary>
public sealed record Member
{
    public string? Id { get; init; }

    public string? Email { get; init; }

    public string? Password { get; init; }

    public string? Name { get; init; }

    /// <summary>1 point = 1 yen.</summary>
    public int? Points { get; init; }

    public IReadOnlyList<Card>? Cards { get; init; }

    public IReadOnlyList<Coupon>? Coupons { get; init; }

    /// <summary>What the member is useful for in a test.</summary>
    public string? HintEn { get; init; }

    public string? HintJa { get; init; }
}

/// <summary>The gateway call to send in the shop's place.</summary>
public sealed record MerchantRequest
{
    public required string Action { get; init; }

    /// <summary>Values of the call's own fields, such as Amount; those of shop and payment are known.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
}

/// <summary>The gateway's answer to a call that was sent in the shop's place.</summary>
public sealed class MerchantResult
{
    public string Action { get; init; } = "";

    public IReadOnlyDictionary<string, string> Answer { get; init; } = new Dictionary<string, string>();

    public Transaction Transaction { get; init; } = new();
}

/// <summary>A result notification, with its attempts.</summary>
public sealed class Notification
{
    public string Id { get; init; } = "";

    public string AccessId { get; init; } = "";

    public string ShopId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string Status { get; init; } = "";

    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The fields of the posted form, decoded.</summary>
    public IReadOnlyDictionary<string, string> Body { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<NotificationAttempt> Attempts { get; init; } = [];
}

/// <summary>An attempt to deliver a notification. Notes say why it was not delivered; outcome contains them, too.</summary>
public sealed class NotificationAttempt
{
    public DateTimeOffset At { get; init; }

    public double Ms { get; init; }

    public string Url { get; init; } = "";

    public int? HttpStatus { get; init; }

    public string? Reply { get; init; }

    public string Outcome { get; init; } = "";

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Plays a scenario as a shop: the body of <c>POST /api/scenarios/{name}/play</c>. All members may be left out.</summary>
public sealed record PlayRequest
{
    /// <summary>Required unless there is exactly one shop.</summary>
    public string? ShopId { get; init; }

    /// <summary>1 to 27 letters, digits and hyphens, not used yet; default: the next free of PLAY-1, PLAY-2, ...</summary>
    public string? OrderId { get; init; }

    /// <summary>In yen, 1 to 9,999,999; default: 1,000.</summary>
    public int? Amount { get; init; }

    /// <summary>Where the consumer's browser comes back to; default: the demo shop's front page.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>False: the script ends where it would advance the shop's clock. Default: true.</summary>
    public bool? Advance { get; init; }
}

/// <summary>What happened when a scenario was played.</summary>
public sealed class PlayedScenario
{
    public string Scenario { get; init; } = "";

    public string ShopId { get; init; } = "";

    public string OrderId { get; init; } = "";

    /// <summary>Whether every step of the script was played and got what the script says.</summary>
    public bool Complete { get; init; }

    /// <summary>The steps of the script that were played.</summary>
    public IReadOnlyList<PlayedStep> Steps { get; init; } = [];

    /// <summary>How far the shop's own clock was advanced, an ISO 8601 duration; null: it was not.</summary>
    public string? Advanced { get; init; }

    /// <summary>The shop's time at the end.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The payment's page on the dashboard; null when no payment was registered.</summary>
    public string? Page { get; init; }

    /// <summary>The payment with its timeline; null when none was registered.</summary>
    public Transaction? Transaction { get; init; }
}

/// <summary>A step of a script that was played.</summary>
public sealed class PlayedStep
{
    public int Step { get; init; }

    /// <summary>An API of the gateway, or a word of scripts such as <c>play</c> or <c>advance</c>.</summary>
    public string Do { get; init; } = "";

    public string? Value { get; init; }

    /// <summary><c>ok</c>, <c>nothing</c> (no answer), <c>garbled</c>, an HTTP status such as <c>HTTP 500</c>, or an ErrInfo.</summary>
    public string Got { get; init; } = "";

    /// <summary>What the script says; null: anything.</summary>
    public string? Expected { get; init; }
}

/// <summary>Deletes the data of one shop, or of all.</summary>
public sealed record ResetRequest
{
    /// <summary>Null: of all shops.</summary>
    public string? ShopId { get; init; }
}

/// <summary>The number of transactions that a reset has deleted.</summary>
public sealed class ResetResult
{
    public int Forgotten { get; init; }
}

/// <summary>What a shop declares to learn results from. In JSON <c>any</c> or <c>notification</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultSource>))]
public enum ResultSource
{
    [JsonStringEnumMemberName("any")] Any,
    [JsonStringEnumMemberName("notification")] Notification,
}

/// <summary>
/// A scenario. Folder is empty for a file in the scenarios folder itself. Script is what a merchant and a consumer do to see it; when
/// empty: register, request, play.
/// </summary>
public sealed class Scenario
{
    public string Name { get; init; } = "";

    public string Folder { get; init; } = "";

    public LocalText Title { get; init; } = new();

    public LocalText Description { get; init; } = new();

    public string? Match { get; init; }

    public string? Race { get; init; }

    public bool Unattended { get; init; }

    public IReadOnlyList<ScenarioRule> Rules { get; init; } = [];

    public IReadOnlyList<ScenarioStep> Script { get; init; } = [];

    public ScenarioExpectation? Expect { get; init; }
}

/// <summary>What must hold in the end. Null is not checked; an empty errInfo means no error.</summary>
public sealed class ScenarioExpectation
{
    public string? Status { get; init; }

    public string? ErrInfo { get; init; }

    public IReadOnlyList<string>? Notified { get; init; }

    public IReadOnlyList<string>? Returned { get; init; }
}

/// <summary>An error in a scenario file.</summary>
public sealed class ScenarioFault
{
    public string File { get; init; } = "";

    public int Line { get; init; }

    public int Column { get; init; }

    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    public string? Suggestion { get; init; }
}

/// <summary>The loaded scenarios, and the errors in scenario files.</summary>
public sealed class ScenarioListing
{
    public IReadOnlyList<Scenario> Items { get; init; } = [];

    public IReadOnlyList<ScenarioFault> Faults { get; init; } = [];
}

/// <summary>
/// A rule. Chance is the probability with which it is played, up to 1; then is the action's word; text is the action with its parameters;
/// by is <c>itself</c> or <c>person</c>.
/// </summary>
public sealed class ScenarioRule
{
    public string When { get; init; } = "";

    public string? Match { get; init; }

    public double Chance { get; init; }

    public string Then { get; init; } = "";

    public string Text { get; init; } = "";

    public int? Times { get; init; }

    public string By { get; init; } = "";
}

/// <summary>One step of a script: what a merchant, a consumer or the clock does.</summary>
public sealed class ScenarioStep
{
    /// <summary>
    /// An API such as <c>RecruitSales</c>, an action of the consumer such as <c>play</c>, <c>expire</c>, <c>resend</c> or <c>advance</c>.
    /// </summary>
    public string Do { get; init; } = "";

    /// <summary>An amount for a change, a duration for <c>advance</c>, the number of a notification for <c>resend</c>.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// What the merchant receives: <c>ok</c>, an ErrInfo, <c>nothing</c> when no response arrives, or <c>HTTP 503</c>; null: not checked.
    /// </summary>
    public string? Gets { get; init; }

    /// <summary>Fields of the call to override or add; an empty value omits the field; null: none.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
}

/// <summary>How serious a finding is, most serious first. In JSON <c>error</c>, <c>warning</c>, <c>review</c> and <c>hint</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    [JsonStringEnumMemberName("error")] Error,
    [JsonStringEnumMemberName("warning")] Warning,
    [JsonStringEnumMemberName("review")] Review,
    [JsonStringEnumMemberName("hint")] Hint,
}

/// <summary>A merchant's shop at the gateway.</summary>
public sealed class Shop
{
    /// <summary>Up to 13 letters and digits.</summary>
    public string ShopId { get; init; } = "";

    /// <summary>Up to 10 letters and digits.</summary>
    public string ShopPass { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The URL of result notifications; empty for none. A user and password in it are sent as Basic authentication.</summary>
    public string NotifyUrl { get; init; } = "";

    /// <summary>The default scenario of the shop's transactions; empty for <c>success</c>.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>The contract for the wallet, which the wallet and SBPS examine after the application.</summary>
    public ContractState Recruit { get; init; }

    /// <summary>The shop's protocol options, which override the server's, by name (ProtocolOptionCatalog).</summary>
    public IReadOnlyDictionary<string, string> Protocol { get; init; } = new Dictionary<string, string>();

    /// <summary>The rules of the advice that are switched off for the shop, by id, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Advice { get; init; } = new Dictionary<string, string>();

    /// <summary>What the shop declares to learn results from. Some rules of the advice do not apply then.</summary>
    public ResultSource ResultFrom { get; init; }

    /// <summary>Chosen when the shop is added.</summary>
    public ShopMembers Members { get; init; }

    /// <summary>The real time, in UTC, from which on the shop no longer exists; null: it stays.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A shop's own clock.</summary>
public sealed class ShopClockState
{
    public string ShopId { get; init; } = "";

    public string Mode { get; init; } = "";

    public DateTimeOffset Now { get; init; }

    public DateTimeOffset? NextDue { get; init; }
}

/// <summary>Whose members pay at a shop: the shared ones, or members of its own. In JSON <c>shared</c> or <c>own</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShopMembers>))]
public enum ShopMembers
{
    [JsonStringEnumMemberName("shared")] Shared,
    [JsonStringEnumMemberName("own")] Own,
}

/// <summary>A shop to add, or the changes of one. What is left out stays, or has its default.</summary>
public sealed record ShopRequest
{
    /// <summary>Up to 13 letters and digits; generated when a shop is added without one.</summary>
    public string? ShopId { get; init; }

    /// <summary>Up to 10 letters and digits; by default kantansim1.</summary>
    public string? ShopPass { get; init; }

    public string? Name { get; init; }

    /// <summary>The URL of result notifications; empty for none.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>The default scenario of the shop's transactions; empty for success.</summary>
    public string? Scenario { get; init; }

    public ContractState? Recruit { get; init; }

    /// <summary>The shop's protocol options by name.</summary>
    public IReadOnlyDictionary<string, string>? Protocol { get; init; }

    /// <summary>The rules of the advice to switch off, by id, each with a reason; empty or null: none.</summary>
    public IReadOnlyDictionary<string, string>? Advice { get; init; }

    /// <summary>Can be chosen only when the shop is added.</summary>
    public ShopMembers? Members { get; init; }

    /// <summary>What the shop learns results from: any (the default), or notification for notifications only.</summary>
    public ResultSource? ResultFrom { get; init; }

    /// <summary>An ISO 8601 duration in real time, PT1S to P365D; empty: no end.</summary>
    public string? ExpiresIn { get; init; }
}

/// <summary>A snapshot. All but name, bytes and fault is null when the snapshot cannot be restored.</summary>
public sealed class Snapshot
{
    public string Name { get; init; } = "";

    /// <summary>Null: everything.</summary>
    public string? ShopId { get; init; }

    /// <summary>Real time.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Simulated time when it was taken.</summary>
    public DateTimeOffset? Simulated { get; init; }

    public int? Payments { get; init; }

    public int? Notifications { get; init; }

    public int? Jobs { get; init; }

    /// <summary>The length of its file.</summary>
    public long Bytes { get; init; }

    /// <summary>Why it cannot be restored; null when it can.</summary>
    public string? Fault { get; init; }
}

/// <summary>Takes a snapshot.</summary>
public sealed record SnapshotRequest
{
    /// <summary>1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, which is not the first.</summary>
    public required string Name { get; init; }

    /// <summary>Null: everything.</summary>
    public string? ShopId { get; init; }

    /// <summary>Whether to replace the snapshot that has the name.</summary>
    public bool? Replace { get; init; }
}

/// <summary>
/// An entry of the timeline. Step is 1 to 11, or null outside the flow. At is simulated time; realAt and ms (the duration) are real time.
/// Notes say why.
/// </summary>
public sealed class TimelineEntry
{
    public int? Step { get; init; }

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public string What { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public DateTimeOffset RealAt { get; init; }

    public double Ms { get; init; }

    public IReadOnlyDictionary<string, string>? Request { get; init; }

    public IReadOnlyDictionary<string, string>? Answer { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A transaction. Amounts are in yen; times are simulated time.</summary>
public sealed class Transaction
{
    public string AccessId { get; init; } = "";

    public string ShopId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string Method { get; init; } = "";

    public string Status { get; init; } = "";

    public string JobCd { get; init; } = "";

    public int Amount { get; init; }

    public int Tax { get; init; }

    public int Total { get; init; }

    public int? Card { get; init; }

    public int? Points { get; init; }

    /// <summary>The discount that the wallet pays for.</summary>
    public int? Coupon { get; init; }

    /// <summary>The discount that the shop pays for.</summary>
    public int? ShopCoupon { get; init; }

    public string? Member { get; init; }

    public string? ItemName { get; init; }

    public string? ErrCode { get; init; }

    public string? ErrInfo { get; init; }

    public string Scenario { get; init; } = "";

    public string ScenarioReason { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public DateTimeOffset? ExtendedAt { get; init; }

    /// <summary>The recurring contract, once the consumer has signed up.</summary>
    public Contract? Contract { get; init; }

    /// <summary>Null in lists.</summary>
    public IReadOnlyList<TimelineEntry>? Timeline { get; init; }

    /// <summary>Why its requests were read or refused as they were, each sentence once; null in lists.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Its scheduled jobs, by time; null in lists.</summary>
    public IReadOnlyList<DueJob>? Due { get; init; }

    /// <summary>How often each rule of its scenario was played, by its place in the file, from 1; null in lists.</summary>
    public IReadOnlyDictionary<string, int>? RulesPlayed { get; init; }
}

/// <summary>One page of the transactions.</summary>
public sealed class TransactionListing
{
    public IReadOnlyList<Transaction> Items { get; init; } = [];

    public string? Cursor { get; init; }

    /// <summary>The number of matching transactions among those of PaymentIndex.</summary>
    public int Total { get; init; }

    /// <summary>Whether there are no older ones, so that the total counts all.</summary>
    public bool IsTotalExact { get; init; }
}
