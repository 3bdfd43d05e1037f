using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>The state in which a payment is now, as what a scenario expects.</summary>
internal static class RunExpectation
{
    public static Expectation Of(PaymentRecord record, KnownSymbols symbols)
    {
        var error = record.Payment.Error?.Info ?? "";
        var isKnown = error.Length == 0 || symbols.Errors.Contains(error);
        return new(record.Payment.Status.Code, isKnown ? error : null, [.. Notified(record)], [.. Returned(record)]);
    }

    /// <summary>The statuses that have arrived at the merchant, in the order of sending.</summary>
    static IEnumerable<string> Notified(PaymentRecord record) =>
        from notification in record.Notifications
        from attempt in notification.Attempts
        where attempt.End is not (AttemptResult.Omitted or AttemptResult.NoUrl or AttemptResult.NotReached)
        orderby attempt.At, attempt.RealAt
        let status = StatusIn(attempt.Altered ?? notification.Fields)
        where status.Length > 0
        select status;

    /// <summary>The statuses that the browser, or KantanSim in its place, has brought to RetURL.</summary>
    static IEnumerable<string> Returned(PaymentRecord record) =>
        from observation in record.Observations
        let fields = observation.Kind switch
        {
            ObservedKind.ReturnPost => observation.Request,
            ObservedKind.ReturnPage => observation.Answer,
            _ => null,
        }
        where fields is not null
        let status = fields.GetValueOrDefault("Status", "")
        where status.Length > 0
        select status;

    static string StatusIn(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.FirstOrDefault(field => field.Key == "Status").Value ?? "";
}
