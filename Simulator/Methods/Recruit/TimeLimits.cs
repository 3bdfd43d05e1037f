using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>The deadlines of operations. UNVERIFIED: only the 180 days are confirmed to be a number of days.</summary>
internal static class TimeLimits
{
    /// <returns>The refusal; null until AnyOperationDays after the registration.</returns>
    public static Decision? RefuseOld(Transaction transaction, DecisionContext context) =>
        context.Now > LastOperation(transaction, context) ? Decision.Refuse(transaction, GatewayErrors.OlderThan180Days) : null;

    /// <returns>The refusal; null before the sale and until the deadline after it.</returns>
    public static Decision? RefuseLongAfterSale(Transaction transaction, DecisionContext context)
    {
        var isTooLate = transaction.CapturedAt is { } sold && IsLongAfter(sold, context);
        return isTooLate ? Decision.Refuse(transaction, GatewayErrors.TooLateAfterSale) : null;
    }

    /// <summary>The end of the validity of an authorisation that is made or extended now.</summary>
    public static DateTimeOffset ValidUntil(Transaction transaction, DecisionContext context)
    {
        var renewed = context.Now.AddDays(context.Options.AuthorisationDays);
        var last = LastOperation(transaction, context);
        return renewed < last ? renewed : last;
    }

    static DateTimeOffset LastOperation(Transaction transaction, DecisionContext context) =>
        transaction.CreatedAt.AddDays(context.Options.AnyOperationDays);

    // A deadline in days is inclusive. The deadline at the end of next month is exclusive: it is the start of the month after that.
    static bool IsLongAfter(DateTimeOffset sold, DecisionContext context)
    {
        if (context.Options.AfterSale == AfterSaleMode.Days) return context.Now > sold.AddDays(context.Options.AfterSaleDays);
        var monthAfterNext = ChargeMonth.Next(ChargeMonth.Next(ChargeMonth.Of(sold)));
        return context.Now >= ChargeMonth.StartOf(monthAfterNext);
    }
}
