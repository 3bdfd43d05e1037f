using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>Until when operations are taken (protocol.md 3.3). UNVERIFIED: only the 180 days are known to be a number of days.</summary>
internal static class TimeLimits
{
    public static Decision? TooOld(Transaction transaction, DecisionContext moment) =>
        moment.Now > LastDay(transaction, moment) ? Decision.Refuse(transaction, GatewayErrors.OlderThan180Days) : null;

    public static Decision? TooLateAfterSale(Transaction transaction, DecisionContext moment) =>
        transaction.CapturedAt is { } sold && IsTooLate(sold, moment) ? Decision.Refuse(transaction, GatewayErrors.TooLateAfterSale) : null;

    /// <summary>Until when an authorisation that is made or renewed now may be captured.</summary>
    public static DateTimeOffset ValidUntil(Transaction transaction, DecisionContext moment)
    {
        var (renewed, last) = (moment.Now.AddDays(moment.Options.AuthorisationDays), LastDay(transaction, moment));
        return renewed < last ? renewed : last;
    }

    static DateTimeOffset LastDay(Transaction transaction, DecisionContext moment) => transaction.CreatedAt.AddDays(moment.Options.AnyOperationDays);

    // A number of days includes its last moment; the end of a month comes before the first moment of the next.
    static bool IsTooLate(DateTimeOffset sold, DecisionContext moment) => moment.Options.AfterSale == AfterSaleMode.Days
        ? moment.Now > sold.AddDays(moment.Options.AfterSaleDays)
        : moment.Now >= ChargeMonth.StartOf(ChargeMonth.Next(ChargeMonth.Next(ChargeMonth.Of(sold))));
}
