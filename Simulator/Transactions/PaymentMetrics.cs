#pragma warning disable format // aligned tables
using System.Diagnostics.Metrics;

namespace KantanSim.Transactions;

/// <summary>Counters and histograms. Without a listener an instrument does nothing.</summary>
internal static class PaymentMetrics
{
    static readonly Meter Meter = new(PaymentTrace.Name);

    static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
    };

    static readonly Counter<long> Registrations = Meter.CreateCounter<long>(
        "kantansim.payments.registered", "{payment}", "Payments registered.");

    static readonly Counter<long> StatusChanges = Meter.CreateCounter<long>(
        "kantansim.payments.status_changes", "{change}", "Status changes of payments, by the new status.");

    static readonly Histogram<double> Calls = Meter.CreateHistogram(
        "kantansim.gateway.call.duration", "s", "Duration of merchants' calls; error.type is the family of the first error.",
        advice: Seconds);

    static readonly Histogram<double> Attempts = Meter.CreateHistogram(
        "kantansim.notification.attempt.duration", "s", "Duration of attempts to deliver a result notification.", advice: Seconds);

    public static void RecordRegistration(Transaction payment)
    {
        Registrations.Add(1, Method(payment));
        RecordStatusChange(payment);
    }

    public static void RecordStatusChange(Transaction payment) =>
        StatusChanges.Add(1, Method(payment), new("kantansim.status", payment.Status.Code));

    /// <param name="error">The family of the first error, such as <c>M01</c>; null for an answer without an error.</param>
    public static void RecordCall(string api, string? error, double milliseconds)
    {
        if (error is null) Calls.Record(milliseconds / 1_000, new KeyValuePair<string, object?>("kantansim.api", api));
        else Calls.Record(milliseconds / 1_000, new("kantansim.api", api), new("error.type", error));
    }

    public static void RecordAttempt(NotificationAttempt attempt) =>
        Attempts.Record(attempt.Milliseconds / 1_000, new KeyValuePair<string, object?>("kantansim.result", NameOf(attempt.End)));

    static KeyValuePair<string, object?> Method(Transaction payment) => new("kantansim.payment_method", payment.Method);

    static string NameOf(AttemptResult? result) => result switch
    {
        AttemptResult.Received    => "received",
        AttemptResult.NotGood     => "not_good",
        AttemptResult.WrongBody   => "wrong_body",
        AttemptResult.WrongStatus => "wrong_status",
        AttemptResult.NoAnswer    => "no_answer",
        AttemptResult.NoUrl       => "no_url",
        AttemptResult.Omitted     => "omitted",
        _                         => "not_reached",
    };
}
