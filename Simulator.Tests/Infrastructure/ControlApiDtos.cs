namespace KantanSim.Tests.Infrastructure;

// The JSON of the control API as its clients see it. These types are deliberately independent of the program's own types, so that
// renaming a property there fails a test. All parameters are required, also nullable ones, because the API writes null values.
// Unknown properties are allowed, because an additional property must not break clients.

/// <summary>A page of a list.</summary>
public sealed record ListDto<T>(T[] Items, string? Cursor);

/// <summary>A transaction. Lists and errors about its state leave <paramref name="Timeline"/> and <paramref name="Due"/> null.</summary>
public sealed record TransactionDto(
    string AccessId, string ShopId, string OrderId, string Method, string Status, string JobCd,
    int Amount, int Tax, int Total, int? Card, int? Points, int? Coupon, int? ShopCoupon,
    string? Member, string? ItemName, string? ErrCode, string? ErrInfo, string Scenario, string ScenarioReason,
    DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, DateTimeOffset? ValidUntil, DateTimeOffset? ExtendedAt,
    ContractDto? Contract, TimelineEntryDto[]? Timeline, string[]? Notes, DueDto[]? Due);

/// <summary>A request to the gateway, secrets masked.</summary>
public sealed record CallDto(
    long Id, DateTimeOffset At, double Ms, string Api, string Verb, int HttpStatus, string? AccessId,
    string ContentType, string ContentEncoding, string Query,
    Dictionary<string, string> Request, Dictionary<string, string> Answer, string[] Notes);

/// <summary>A timeline entry; <paramref name="Step"/> is null unless it is one of the 11 steps of the payment flow.</summary>
public sealed record TimelineEntryDto(
    int? Step, string From, string To, string What, DateTimeOffset At, DateTimeOffset RealAt, double Ms,
    Dictionary<string, string>? Request, Dictionary<string, string>? Answer, string? Note, string[] Notes);

/// <summary>A scheduled job.</summary>
public sealed record DueDto(string What, DateTimeOffset At);

/// <summary>A recurring contract; months are yyyyMM.</summary>
public sealed record ContractDto(string Id, int ChargeDay, bool FirstMonthFree, string StartMonth, ChargeDto[] Charges);

public sealed record ChargeDto(
    string Month, string Status, int Amount, int Tax, int Total, DateTimeOffset CreatedAt, DateTimeOffset? FixedAt, string? ErrInfo);

public sealed record NotificationDto(
    string Id, string AccessId, string ShopId, string OrderId, string Status, string State, DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt, Dictionary<string, string> Body, AttemptDto[] Attempts);

/// <summary>One attempt to deliver a notification, or a connectivity test.</summary>
public sealed record AttemptDto(DateTimeOffset At, double Ms, string Url, int? HttpStatus, string? Reply, string Outcome, string[] Notes);

/// <summary>The result of a consumer's action.</summary>
public sealed record ConsumerDto(
    string Action, string Status, string? ErrInfo, ReturnDto? Returned, TranscriptDto[] Transcript, TransactionDto Transaction);

/// <summary>The browser's post to RetURL.</summary>
public sealed record ReturnDto(string Url, int? HttpStatus, string Outcome, Dictionary<string, string> Fields);

public sealed record TranscriptDto(string Did, string Got);

/// <summary>The gateway's response to a call made on behalf of the shop.</summary>
public sealed record MerchantDto(string Action, Dictionary<string, string> Answer, TransactionDto Transaction);

public sealed record DepositDto(
    string Id, string ShopId, DateOnly ClosingDate, long Gross, long ShopCoupons, long Net, DepositLineDto[] Lines);

/// <summary>A sale or a refund, in yen.</summary>
public sealed record DepositLineDto(
    string AccessId, string OrderId, string Kind, int Gross, int Card, int Points, int Coupon, int ShopCoupon, int Net);

public sealed record MemberDto(
    string Id, string Email, string Password, string Name, int Points, CardDto[] Cards, CouponDto[] Coupons, string HintEn, string HintJa);

public sealed record CardDto(string Id, string Label, bool Declines);

public sealed record CouponDto(string Id, string LabelEn, string LabelJa, int Discount, string FundedBy, bool Used);

public sealed record ShopDto(
    string ShopId, string ShopPass, string Name, string NotifyUrl, string Scenario, string Recruit, Dictionary<string, string> Protocol,
    string Members = "shared", DateTimeOffset? ExpiresAt = null, string ResultFrom = "any");

public sealed record ClockDto(
    string Mode, DateTimeOffset Now, DateTimeOffset? NextDue, string? ShopId, bool? Own, ShopClockDto[]? Shops);

public sealed record ShopClockDto(string ShopId, string Mode, DateTimeOffset Now, DateTimeOffset? NextDue);

/// <summary>A scenario for the next matching transactions; <paramref name="ShopId"/> is <c>*</c> for any shop.</summary>
public sealed record ArmedScenarioDto(
    string Id, string Scenario, int Times, string ShopId, string? OrderId, string? Note, DateTimeOffset? ExpiresAt);

public sealed record SnapshotDto(
    string Name, string? ShopId, DateTimeOffset? Created, DateTimeOffset? Simulated, int? Payments, int? Notifications, int? Jobs,
    long Bytes, string? Fault);

/// <summary>A problem document (RFC 9457).</summary>
public sealed record ProblemDto(string Type, string Title, int Status, string Detail, FaultDto[]? Errors, TransactionDto? Transaction);

/// <summary>An invalid input: its name, its value and the allowed values.</summary>
public sealed record FaultDto(string Field, string? Value, string Allowed);
