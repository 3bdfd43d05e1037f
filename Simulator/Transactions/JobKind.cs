using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>What a scheduled job does. The values are stored.</summary>
internal enum JobKind
{
    /// <summary>The payment term ends. Cancelled when the status changes.</summary>
    Expiry = 1,
    /// <summary>The validity of the authorisation ends. Cancelled when the status changes.</summary>
    AuthExpiry = 2,
    /// <summary>The wallet gives points and coupons back.</summary>
    Reversal = 3,
    /// <summary>The sale is paid to the shop at its closing date.</summary>
    Settlement = 4,
    /// <summary>A refund is deducted from the deposit at its closing date.</summary>
    Refund = 5,
    /// <summary>A result notification is sent.</summary>
    Notification = 6,
    /// <summary>The next month of a contract begins. Cancelled when the status changes.</summary>
    Month = 7,
    /// <summary>The charge of a month is made.</summary>
    Charge = 8,
}

/// <summary>A job of a transaction at a point in simulated time. A job with the same id replaces it.</summary>
internal sealed record ScheduledJob
{
    /// <summary>Consists of the transaction's number, the kind (4 bits) and the index (16 bits).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    /// <summary>The sum to settle, to refund or to give back.</summary>
    public PaymentBreakdown? Sum { get; init; }
    /// <summary>The coupon to give back.</summary>
    public string? CouponId { get; init; }

    /// <summary>
    /// The job that this one resends, in memory only: its handler may still run, and its result is not lost. Null for any other job.
    /// </summary>
    [JsonIgnore]
    public ScheduledJob? Resent { get; init; }

    /// <summary>The number of bits below the transaction's number in an id.</summary>
    public const int TransactionBits = 20;

    const int IndexBits = 16;

    [JsonIgnore]
    public long TransactionNumber => TransactionNumberOf(Id);

    [JsonIgnore]
    public JobKind Kind => KindOf(Id);

    /// <summary>Distinguishes jobs of the same kind, from 1; 0 when a transaction has only one.</summary>
    [JsonIgnore]
    public int Index => (int)(Id & ((1 << IndexBits) - 1));

    public static long IdOf(long transaction, JobKind kind, int index = 0) =>
        (transaction << TransactionBits) | ((long)kind << IndexBits) | (uint)index;

    public static long TransactionNumberOf(long id) => id >> TransactionBits;

    public static JobKind KindOf(long id) => (JobKind)((id >> IndexBits) & ((1 << (TransactionBits - IndexBits)) - 1));

    /// <summary>The id with an offset added to the transaction's number.</summary>
    public static long WithNumberMovedBy(long id, long offset) => id + (offset << TransactionBits);

    public static ScheduledJob For(Transaction transaction, JobKind kind, DateTimeOffset at, int index = 0) => new()
    {
        Id = IdOf(transaction.Number, kind, index),
        At = at,
        AccessId = transaction.AccessId,
        ShopId = transaction.ShopId,
    };
}
