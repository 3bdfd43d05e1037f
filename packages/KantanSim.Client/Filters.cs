namespace KantanSim.Client;

/// <summary>Which payments a list has. Null: all.</summary>
public sealed record TransactionFilter
{
    /// <summary>A ShopID.</summary>
    public string? ShopId { get; init; }

    /// <summary>A pattern with <c>*</c> and <c>?</c>.</summary>
    public string? OrderId { get; init; }

    /// <summary>One status or several with commas, such as <c>AUTH,CAPTURE</c>.</summary>
    public string? Status { get; init; }

    /// <summary><c>in-progress</c>, <c>paid</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The scenario that is played.</summary>
    public string? Scenario { get; init; }

    /// <summary>
    /// The worst state of its notifications: <c>none</c>, <c>delivered</c>, <c>pending</c>, <c>retrying</c> or <c>failed</c>.
    /// </summary>
    public string? Notification { get; init; }

    /// <summary>True: only those with an error or a warning of the advice.</summary>
    public bool Attention { get; init; }

    /// <summary>The severity of a finding of the advice: <c>error</c>, <c>warning</c>, <c>review</c> or <c>hint</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>The rule of a finding.</summary>
    public string? Rule { get; init; }

    /// <summary>Registered at this simulated time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Registered at this simulated time or earlier.</summary>
    public DateTimeOffset? To { get; init; }

    internal (string, object?)[] Parameters =>
    [
        ("shopId", ShopId), ("orderId", OrderId), ("status", Status), ("outcome", Outcome), ("scenario", Scenario),
        ("notification", Notification), ("attention", Attention), ("severity", Severity), ("rule", Rule), ("from", From), ("to", To),
    ];
}

/// <summary>What a wait waits for. All parts that are given must hold at the same time.</summary>
public sealed record WaitConditions
{
    /// <summary>One status or several with commas, such as <c>AUTH,CAPTURE</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The flow has reached this step, 1 to 11; 9: the shop has acknowledged a notification.</summary>
    public int? Step { get; init; }

    /// <summary>The shop has acknowledged this many notifications, 1 to 1,000.</summary>
    public int? Notifications { get; init; }

    /// <summary>The shop has answered the notification of this status, in whatever way.</summary>
    public string? Answered { get; init; }

    /// <summary>Real time to wait, up to 300 seconds; null: 10 seconds.</summary>
    public TimeSpan? Timeout { get; init; }

    internal (string, object?)[] Parameters =>
    [
        ("status", Status), ("step", Step), ("notifications", Notifications), ("answered", Answered), ("timeoutSeconds", Timeout),
    ];
}

/// <summary>Which findings of the advice a list has. Null: all.</summary>
public sealed record AdviceFilter
{
    /// <summary>A ShopID.</summary>
    public string? ShopId { get; init; }

    /// <summary>The AccessID of a payment.</summary>
    public string? AccessId { get; init; }

    /// <summary>One severity or several with commas: <c>error</c>, <c>warning</c>, <c>review</c>, <c>hint</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>The rule's id.</summary>
    public string? Rule { get; init; }

    /// <summary>At this simulated time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    internal (string, object?)[] Parameters =>
        [("shopId", ShopId), ("accessId", AccessId), ("severity", Severity), ("rule", Rule), ("since", Since)];
}

/// <summary>Which requests to the gateway a list has. Null: all.</summary>
public sealed record CallFilter
{
    /// <summary>The AccessID of a payment.</summary>
    public string? AccessId { get; init; }

    /// <summary>A ShopID.</summary>
    public string? ShopId { get; init; }

    /// <summary>A pattern with <c>*</c> and <c>?</c>.</summary>
    public string? OrderId { get; init; }

    /// <summary>The API, such as <c>ExecTranRecruit</c>.</summary>
    public string? Api { get; init; }

    /// <summary>How it was answered; <c>/openapi/v1.json</c> lists the words.</summary>
    public string? Outcome { get; init; }

    /// <summary>An error code of the answer.</summary>
    public string? Code { get; init; }

    /// <summary>A text in request, answer or notes.</summary>
    public string? Text { get; init; }

    /// <summary>At this simulated time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>At this simulated time or earlier.</summary>
    public DateTimeOffset? To { get; init; }

    internal (string, object?)[] Parameters =>
    [
        ("accessId", AccessId), ("shopId", ShopId), ("orderId", OrderId), ("api", Api), ("outcome", Outcome), ("code", Code),
        ("q", Text), ("from", From), ("to", To),
    ];
}
