namespace KantanSim.Operations;

/// <summary>What a list of payments is sorted by.</summary>
internal enum PaymentKey { Registered, Changed, Amount, Order }

/// <summary>The order of a list of payments, written as <c>amount</c>, or <c>-amount</c> for the highest first.</summary>
internal readonly record struct PaymentOrder(PaymentKey By, bool IsDescending)
{
    public static readonly PaymentOrder NewestFirst = new(PaymentKey.Registered, IsDescending: true);

    /// <summary>All orders as they are written.</summary>
    public static readonly IReadOnlyList<string> All =
        [.. Enum.GetValues<PaymentKey>().SelectMany(key => new[] { $"{new PaymentOrder(key, true)}", $"{new PaymentOrder(key, false)}" })];

    public override string ToString() => (IsDescending ? "-" : "") + $"{By}".ToLowerInvariant();

    /// <returns>Null when the text is not one of <see cref="All"/>.</returns>
    public static PaymentOrder? Parse(string text) => Enum.GetValues<PaymentKey>()
        .SelectMany(key => new PaymentOrder?[] { new(key, true), new(key, false) })
        .FirstOrDefault(order => $"{order}" == text);

    /// <summary>Sorts payments; those that are equal stay newest first.</summary>
    /// <param name="newestFirst">Newest first.</param>
    public IEnumerable<PaymentEntry> Sort(IReadOnlyList<PaymentEntry> newestFirst) => By switch
    {
        PaymentKey.Registered => IsDescending ? newestFirst : newestFirst.Reverse(),
        PaymentKey.Changed => Sort(newestFirst, payment => payment.ChangedAt, Comparer<DateTimeOffset>.Default),
        PaymentKey.Amount => Sort(newestFirst, payment => payment.Total, Comparer<int>.Default),
        _ => Sort(newestFirst, payment => payment.OrderId, StringComparer.Ordinal),
    };

    IEnumerable<PaymentEntry> Sort<TKey>(IReadOnlyList<PaymentEntry> payments, Func<PaymentEntry, TKey> key, IComparer<TKey> comparer) =>
        IsDescending ? payments.OrderByDescending(key, comparer) : payments.OrderBy(key, comparer);
}
