using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Settlement;

/// <summary>A sale or refund in a deposit. Amounts are in yen; those of a refund are negative.</summary>
internal sealed record DepositLine
{
    public required string AccessId { get; init; }
    public required string OrderId { get; init; }
    /// <summary><c>sale</c> or <c>refund</c>.</summary>
    public required string Kind { get; init; }
    public required int Gross { get; init; }
    public required int Card { get; init; }
    public required int Points { get; init; }
    public required int Coupon { get; init; }
    public required int ShopCoupon { get; init; }

    /// <summary>
    /// The amount that the shop is paid. The wallet pays for points and its own coupons, the shop for its own. UNVERIFIED.
    /// </summary>
    public int Net => Gross - ShopCoupon;
}

/// <summary>The payment of SBPS to a shop for a closing date. Amounts are in yen.</summary>
/// <param name="Lines">The number of sales and refunds.</param>
internal sealed record Deposit(string ShopId, DateOnly ClosingDate, int Lines, long Gross, long ShopCoupons, long Net)
{
    public string Id => $"{ShopId}-{ClosingDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
}

[JsonSerializable(typeof(DepositLine))]
[JsonSerializable(typeof(Deposit))]
internal sealed partial class DepositJson : JsonSerializerContext;

/// <summary>The deposits of the settlement agent: one for each shop and closing date, with a line for each sale and refund.</summary>
internal sealed partial class Deposits(Store store, Ledger ledger, JobSchedule schedule) : IShopRows
{
    readonly Table<string, Deposit> deposits = store.NamedTable<Deposit>("deposits", DepositJson.Default);
    readonly Table<string, DepositLine> lines = store.LargeNamedTable<DepositLine>("deposit_lines", DepositJson.Default);

    /// <summary>Deposits, newest closing date first, without those of shops that have ended.</summary>
    public IEnumerable<Deposit> All(string? shopId = null) => deposits.All()
        .Where(deposit => (shopId is null || deposit.ShopId == shopId) && !ledger.HasEnded(deposit.ShopId))
        .OrderByDescending(deposit => deposit.ClosingDate).ThenBy(deposit => deposit.ShopId, StringComparer.Ordinal);

    /// <summary>A shop's deposits, in no order, even if it has ended.</summary>
    public IEnumerable<Deposit> Stored(string shopId) => deposits.All().Where(deposit => deposit.ShopId == shopId);

    public List<DepositLine> Lines(Deposit deposit) => lines.Between($"{deposit.Id}/", $"{deposit.Id}0");

    /// <summary>Adds a sale to its deposit.</summary>
    public Task<bool> PaySale(ScheduledJob job, CancellationToken stop) => Pay(job, "sale", +1);

    /// <summary>Deducts a refund from its deposit.</summary>
    public Task<bool> PayRefund(ScheduledJob job, CancellationToken stop) => Pay(job, "refund", -1);

    public StoreCollection[] Collections => [deposits, lines];

    public async Task PurgeShop(string shopId)
    {
        foreach (var deposit in Stored(shopId).ToList())
        {
            var keys = lines.KeysBetween($"{deposit.Id}/", $"{deposit.Id}0");
            await store.Write(work =>
            {
                work.Delete(deposits, deposit.Id);
                foreach (var key in keys) work.Delete(lines, key);
            });
        }
    }

    Task<bool> Pay(ScheduledJob job, string kind, int sign) => store.Write(work =>
    {
        if (!schedule.IsUnchanged(work, job)) return false;
        schedule.Remove(work, job.Id);
        if (ledger.FindStaged(work, job.AccessId) is not { } transaction) return false;
        var line = LineOf(transaction, kind, sign, job.Sum!);
        var empty = new Deposit(transaction.ShopId, Jst.DateOf(job.At), Lines: 0, Gross: 0, ShopCoupons: 0, Net: 0);
        var deposit = Add(work.Find(deposits, empty.Id) ?? empty, line);
        work.Put(deposits, deposit.Id, deposit);
        work.Put(lines, LineKey(deposit.Id, job.Id), line);
        ledger.AddToTimeline(work, transaction, EntryOf(job, deposit, line), "deposited");
        return true;
    });

    static string LineKey(string depositId, long jobId) => string.Create(CultureInfo.InvariantCulture, $"{depositId}/{jobId:D19}");

    static DepositLine LineOf(Transaction transaction, string kind, int sign, PaymentBreakdown sum) => new()
    {
        AccessId = transaction.AccessId,
        OrderId = transaction.OrderId,
        Kind = kind,
        Gross = sign * sum.Total,
        Card = sign * sum.Card,
        Points = sign * sum.Points,
        Coupon = sign * sum.Coupon,
        ShopCoupon = sign * sum.ShopCoupon,
    };

    static Deposit Add(Deposit before, DepositLine line) => before with
    {
        Lines = before.Lines + 1,
        Gross = before.Gross + line.Gross,
        ShopCoupons = before.ShopCoupons + line.ShopCoupon,
        Net = before.Net + line.Net,
    };

    static TimelineEntry EntryOf(ScheduledJob job, Deposit deposit, DepositLine line) => new()
    {
        Number = 11,
        From = Party.Settlement,
        To = Party.Merchant,
        What = $"deposit of closing date {deposit.ClosingDate:yyyy-MM-dd}: {line.Kind}",
        At = job.At,
        Answer = new Dictionary<string, string>
        {
            ["gross"] = Yen(line.Gross),
            ["card"] = Yen(line.Card),
            ["points"] = Yen(line.Points),
            ["coupon (borne by the wallet)"] = Yen(line.Coupon),
            ["coupon (borne by the shop)"] = Yen(line.ShopCoupon),
            ["paid to the shop"] = Yen(line.Net),
        },
    };

    static string Yen(int amount) => amount.ToString(CultureInfo.InvariantCulture);
}
