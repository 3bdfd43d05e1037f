using System.Diagnostics.Metrics;

namespace KantanSim.Transactions;

/// <summary>What is counted and measured while it happens. Without a listener an instrument does nothing.</summary>
internal static class PaymentMetrics
{
    static readonly Meter Meter = new(PaymentTrace.Name);

    static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30] };

    static readonly Counter<long> Registrations = Meter.CreateCounter<long>("kantansim.payments.registered", "{payment}", "Payments registered.");
    static readonly Counter<long> StatusChanges = Meter.CreateCounter<long>("kantansim.payments.status_changes", "{change}", "Changes of a payment's status, by the status that it came to.");
    static readonly Histogram<double> Calls = Meter.CreateHistogram("kantansim.gateway.call.duration", "s", "How long merchants' calls took; error.type is the family of the first error.", advice: Seconds);
    static readonly Histogram<double> Attempts = Meter.CreateHistogram("kantansim.notification.attempt.duration", "s", "How long tries to bring a result notification took.", advice: Seconds);

    public static void Registered(Transaction payment)
    {
        Registrations.Add(1, Method(payment));
        Changed(payment);
    }

    public static void Changed(Transaction payment) => StatusChanges.Add(1, Method(payment), new("kantansim.status", payment.Status.Code));

    /// <param name="error">The family of the first error, such as <c>M01</c>; null for an answer without.</param>
    public static void Called(string api, string? error, double milliseconds)
    {
        if (error is null) Calls.Record(milliseconds / 1_000, new KeyValuePair<string, object?>("kantansim.api", api));
        else Calls.Record(milliseconds / 1_000, new("kantansim.api", api), new("error.type", error));
    }

    public static void Tried(NotificationAttempt attempt) =>
        Attempts.Record(attempt.Milliseconds / 1_000, new KeyValuePair<string, object?>("kantansim.result", Word(attempt.End)));

    static KeyValuePair<string, object?> Method(Transaction payment) => new("kantansim.payment_method", payment.Method);

    static string Word(AttemptResult? end) => end switch
    {
        AttemptResult.Received    => "received",
        AttemptResult.NotGood     => "not_good",
        AttemptResult.WrongBody   => "wrong_body",
        AttemptResult.WrongStatus => "wrong_status",
        AttemptResult.NoAnswer    => "no_answer",
        AttemptResult.NoUrl       => "no_url",
        AttemptResult.Omitted     => "omitted",
        _                      => "not_reached",
    };
}
