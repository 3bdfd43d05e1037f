namespace KantanSim.Tests.Infrastructure;

// The JSON of the control API as its clients see it. These types are independent of the program's own on purpose: a property that is
// renamed there fails a test here. All parameters are required, nullable ones too, because the API writes null and omits nothing.
// Unknown properties are allowed, because clients must not break when the API gains one.

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
    long Id, DateTimeOffset At, double Ms, string Api, string Verb, int HttpStatus, string? AccessId, string ContentType, string ContentEncoding, string Query,
    Dictionary<string, string> Request, Dictionary<string, string> Answer, string[] Notes);

/// <summary>A line of the timeline; <paramref name="Step"/> is null for what is not one of the flow's 11 steps.</summary>
public sealed record TimelineEntryDto(
    int? Step, string From, string To, string What, DateTimeOffset At, DateTimeOffset RealAt, double Ms,
    Dictionary<string, string>? Request, Dictionary<string, string>? Answer, string? Note, string[] Notes);

/// <summary>A job that is still to come.</summary>
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

/// <summary>What came of the consumer's action.</summary>
public sealed record ConsumerDto(
    string Action, string Status, string? ErrInfo, ReturnDto? Returned, TranscriptDto[] Transcript, TransactionDto Transaction);

/// <summary>The post to RetURL.</summary>
public sealed record ReturnDto(string Url, int? HttpStatus, string Outcome, Dictionary<string, string> Fields);

public sealed record TranscriptDto(string Did, string Got);

/// <summary>The gateway's answer to a call that was sent in the shop's place.</summary>
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
    string ShopId, string ShopPass, string Name, string NotifyUrl, string Scenario, string Recruit, Dictionary<string, string> Protocol);

public sealed record ClockDto(string Mode, DateTimeOffset Now, DateTimeOffset? NextDue);

/// <summary>A scenario that the next matching transactions play.</summary>
public sealed record ArmedScenarioDto(string Id, string Scenario, int Times, string? ShopId, string? OrderId);

/// <summary>A problem document (RFC 9457).</summary>
public sealed record ProblemDto(string Type, string Title, int Status, string Detail, FaultDto[]? Errors, TransactionDto? Transaction);

/// <summary>An invalid input: its name, its value, what is allowed.</summary>
public sealed record FaultDto(string Field, string? Value, string Allowed);
