using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace KantanSim.Transactions;

/// <summary>
/// One payment is one trace, whose id is its AccessID, so that it stays one over hours and restarts. It begins with a span
/// of the registration; each line of the timeline is a span below that, in real time. Without a listener nothing is made.
/// </summary>
internal static class PaymentTrace
{
    /// <summary>The source's name, and the meter's.</summary>
    public const string Name = "KantanSim";

    static readonly ActivitySource Source = new(Name, typeof(PaymentTrace).Assembly.GetName().Version!.ToString(3));

    public static bool IsWatched => Source.HasListeners();

    /// <summary>The merchant's own span, when the call in hand brought a sampled <c>traceparent</c>: payments link to it instead of joining its trace.</summary>
    public static ActivityContext CallersSpan() =>
        IsWatched && Activity.Current is { Parent: null, Recorded: true } call && call.ParentSpanId != default ? new(call.TraceId, call.ParentSpanId, call.ActivityTraceFlags, call.TraceStateString, isRemote: true) : default;

    /// <summary>Begins a payment's trace; the span ends when it is disposed.</summary>
    public static Activity? Begin(Transaction registered, ImmutableArray<TimelineEntry> steps, ActivityContext caller)
    {
        if (!IsWatched) return null;
        var took = steps.IsEmpty ? 0 : steps.Max(step => step.Milliseconds);
        var first = Source.StartActivity("payment", ActivityKind.Internal, Context(registered, default), About(registered), Links(caller), Now - TimeSpan.FromMilliseconds(took));
        // It ends in another work: no other span is to lie below it by chance.
        Activity.Current = null;
        return first;
    }

    /// <summary>A line of the timeline that is on disk.</summary>
    public static void RecordEntry(Transaction about, TimelineEntry step, ActivityContext caller)
    {
        var end = step.RealAt;
        using var span = Source.StartActivity(step.What, Kind(step), Context(about, about.FirstSpan is { } first ? ActivitySpanId.CreateFromString(first) : default),
            [.. About(about), .. Told(step)], Links(caller), end - TimeSpan.FromMilliseconds(step.Milliseconds));
        if (step.Failed) span?.SetStatus(ActivityStatusCode.Error, step.Note);
        span?.SetEndTime(end.UtcDateTime);
    }

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    static ActivityContext Context(Transaction of, ActivitySpanId span) => new(ActivityTraceId.CreateFromString(of.AccessId), span, ActivityTraceFlags.Recorded);

    static ActivityLink[] Links(ActivityContext caller) => caller == default ? [] : [new(caller)];

    static ActivityKind Kind(TimelineEntry step) => (step.From, step.To) switch
    {
        (Party.Merchant, Party.Gateway) => ActivityKind.Server,
        (Party.Gateway, Party.Merchant) => ActivityKind.Client,
        _ => ActivityKind.Internal,
    };

    // No fields of calls: passwords and names of customers have no place in another's database.
    static IEnumerable<KeyValuePair<string, object?>> About(Transaction transaction) =>
    [
        new("kantansim.access_id", transaction.AccessId),
        new("kantansim.shop_id", transaction.ShopId),
        new("kantansim.order_id", transaction.OrderId),
        new("kantansim.payment_method", transaction.Method),
        new("kantansim.status", transaction.Status.Code),
        new("kantansim.scenario", transaction.Scenario.Name),
    ];

    static IEnumerable<KeyValuePair<string, object?>> Told(TimelineEntry step) =>
    [
        new("kantansim.from", step.From),
        new("kantansim.to", step.To),
        new("kantansim.simulated_time", step.At.ToString("O", CultureInfo.InvariantCulture)),
        .. step.Number is { } number ? [new("kantansim.step", number)] : Array.Empty<KeyValuePair<string, object?>>(),
        .. step.Note is { } note ? [new("kantansim.note", note)] : Array.Empty<KeyValuePair<string, object?>>(),
    ];
}
