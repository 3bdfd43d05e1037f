#pragma warning disable format // aligned tables
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace KantanSim.Transactions;

/// <summary>
/// OpenTelemetry traces. A payment is one trace with its AccessID as trace id, so that it stays one trace over hours and restarts. The
/// first span is the registration; each timeline entry is a child span of it, in real time. Without a listener no span is created.
/// </summary>
internal static class PaymentTrace
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "KantanSim";

    static readonly ActivitySource Source = new(Name, typeof(PaymentTrace).Assembly.GetName().Version!.ToString(3));

    public static bool HasListeners => Source.HasListeners();

    /// <summary>
    /// The merchant's own span if the current call has a sampled <c>traceparent</c> header; else default. A payment's spans link to it and
    /// do not join its trace.
    /// </summary>
    public static ActivityContext CallersSpan()
    {
        if (!HasListeners || Activity.Current is not { Parent: null, Recorded: true } call || call.ParentSpanId == default) return default;
        return new(call.TraceId, call.ParentSpanId, call.ActivityTraceFlags, call.TraceStateString, isRemote: true);
    }

    /// <summary>Starts a payment's trace with its first span, which ends when it is disposed. Null without a listener.</summary>
    public static Activity? Begin(Transaction registered, ImmutableArray<TimelineEntry> entries, ActivityContext caller)
    {
        if (!HasListeners) return null;
        var milliseconds = entries.IsEmpty ? 0 : entries.Max(entry => entry.Milliseconds);
        var first = Source.StartActivity(
            "payment",
            ActivityKind.Internal,
            Context(registered, default),
            TagsOf(registered),
            Links(caller),
            TimeProvider.System.GetUtcNow() - TimeSpan.FromMilliseconds(milliseconds));
        // The span is disposed later; until then it must not become the parent of other spans of the writer thread.
        Activity.Current = null;
        return first;
    }

    /// <summary>Records the span of a saved timeline entry.</summary>
    public static void RecordEntry(Transaction transaction, TimelineEntry entry, ActivityContext caller)
    {
        var parent = transaction.FirstSpan is { } first ? ActivitySpanId.CreateFromString(first) : default;
        using var span = Source.StartActivity(
            entry.What,
            KindOf(entry),
            Context(transaction, parent),
            [.. TagsOf(transaction), .. TagsOf(entry)],
            Links(caller),
            entry.RealAt - TimeSpan.FromMilliseconds(entry.Milliseconds));
        if (entry.Failed) span?.SetStatus(ActivityStatusCode.Error, entry.Note);
        span?.SetEndTime(entry.RealAt.UtcDateTime);
    }

    static ActivityContext Context(Transaction transaction, ActivitySpanId parent) =>
        new(ActivityTraceId.CreateFromString(transaction.AccessId), parent, ActivityTraceFlags.Recorded);

    static ActivityLink[] Links(ActivityContext caller) => caller == default ? [] : [new(caller)];

    static ActivityKind KindOf(TimelineEntry entry) => (entry.From, entry.To) switch
    {
        (Party.Merchant, Party.Gateway) => ActivityKind.Server,
        (Party.Gateway, Party.Merchant) => ActivityKind.Client,
        _                               => ActivityKind.Internal,
    };

    // The fields of calls are not exported: passwords and customers' names must not get into another system's database.
    static IEnumerable<KeyValuePair<string, object?>> TagsOf(Transaction transaction) =>
    [
        new("kantansim.access_id", transaction.AccessId),
        new("kantansim.shop_id", transaction.ShopId),
        new("kantansim.order_id", transaction.OrderId),
        new("kantansim.payment_method", transaction.Method),
        new("kantansim.status", transaction.Status.Code),
        new("kantansim.scenario", transaction.Scenario.Name),
    ];

    static IEnumerable<KeyValuePair<string, object?>> TagsOf(TimelineEntry entry)
    {
        yield return new("kantansim.from", entry.From);
        yield return new("kantansim.to", entry.To);
        yield return new("kantansim.simulated_time", entry.At.ToString("O", CultureInfo.InvariantCulture));
        if (entry.Number is { } number) yield return new("kantansim.step", number);
        if (entry.Note is { } note) yield return new("kantansim.note", note);
    }
}
