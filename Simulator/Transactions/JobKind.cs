using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>What can be due later for a transaction.</summary>
internal enum JobKind
{
    /// <summary>The payment term ends. It stands only in the status that it was set in.</summary>
    Expiry = 1,
    /// <summary>The authorisation's validity ends. It stands only in the status that it was set in.</summary>
    AuthExpiry = 2,
    /// <summary>The wallet gives points and coupons back.</summary>
    Reversal = 3,
    /// <summary>The sale is paid to the shop at its closing date.</summary>
    Settlement = 4,
    /// <summary>A refund is taken off the deposit at its closing date.</summary>
    Refund = 5,
    /// <summary>A result notification is tried.</summary>
    Notification = 6,
    /// <summary>A contract's next month begins. It stands only in the status that it was set in.</summary>
    Month = 7,
    /// <summary>A month is charged.</summary>
    Charge = 8,
}

/// <summary>One line of the agenda: what is due for which transaction, when. A later line of the same id takes its place.</summary>
internal sealed record ScheduledJob
{
    /// <summary>The transaction's number, what is due, and which of several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    /// <summary>The sum that it is about: sold, refunded or given back.</summary>
    public PaymentBreakdown? Sum { get; init; }
    /// <summary>The coupon that is given back with it.</summary>
    public string? CouponId { get; init; }

    /// <summary>The id's bits from here on are the transaction's number.</summary>
    public const int TransactionBits = 20;

    const int IndexBits = 16;

    [JsonIgnore]
    public long TransactionNumber => TransactionNumberOf(Id);

    /// <summary>The number of the transaction that a line belongs to, by its id.</summary>
    public static long TransactionNumberOf(long id) => id >> TransactionBits;

    [JsonIgnore]
    public JobKind Kind => KindOf(Id);

    /// <summary>Which of several of one kind, counted from 1; 0 when there is only one.</summary>
    [JsonIgnore]
    public int Index => (int)(Id & ((1 << IndexBits) - 1));

    /// <summary>A transaction has at most one line of a kind and index.</summary>
    public static long IdOf(long transaction, JobKind due, int index = 0) => (transaction << TransactionBits) | ((long)due << IndexBits) | (uint)index;

    /// <summary>What a line is due for, by its id.</summary>
    public static JobKind KindOf(long id) => (JobKind)((id >> IndexBits) & ((1 << (TransactionBits - IndexBits)) - 1));

    public static ScheduledJob For(Transaction transaction, JobKind due, DateTimeOffset at, int index = 0) => new()
    {
        Id = IdOf(transaction.Number, due, index),
        At = at,
        AccessId = transaction.AccessId,
        ShopId = transaction.ShopId,
    };
}
