using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Storage;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Settlement;

/// <summary>One transaction's part of a deposit. Amounts are yen; those of a refund are negative.</summary>
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

    /// <summary>What the shop is paid: the wallet bears points and its own coupons, the shop its own. UNVERIFIED (protocol.md 7).</summary>
    public int Net => Gross - ShopCoupon;
}

/// <summary>What SBPS pays a shop for a closing date.</summary>
internal sealed record Deposit(string ShopId, DateOnly ClosingDate, int Lines, long Gross, long ShopCoupons, long Net)
{
    public string Id => $"{ShopId}-{ClosingDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
}

[JsonSerializable(typeof(DepositLine))]
[JsonSerializable(typeof(Deposit))]
internal sealed partial class DepositJson : JsonSerializerContext;

/// <summary>The settlement agent's books: a deposit for each shop and closing date, with a line for each sale and refund.</summary>
internal sealed class Deposits(Store store, Ledger ledger, JobSchedule agenda)
{
    readonly Table<string, Deposit> deposits = store.NamedTable<Deposit>("deposits", DepositJson.Default);
    readonly Table<string, DepositLine> lines = store.LargeNamedTable<DepositLine>("deposit_lines", DepositJson.Default);

    /// <summary>Deposits, newest closing date first.</summary>
    public IEnumerable<Deposit> All(string? shopId = null) => deposits.All()
        .Where(deposit => shopId is null || deposit.ShopId == shopId)
        .OrderByDescending(deposit => deposit.ClosingDate).ThenBy(deposit => deposit.ShopId, StringComparer.Ordinal);

    public List<DepositLine> Lines(Deposit deposit) => lines.Between($"{deposit.Id}/", $"{deposit.Id}0");

    public Task PaySale(ScheduledJob row, CancellationToken stop) => Pay(row, "sale", +1);

    public Task PayRefund(ScheduledJob row, CancellationToken stop) => Pay(row, "refund", -1);

    public StoreCollection[] Shelves => [deposits, lines];

    public async Task PurgeShop(string shopId)
    {
        foreach (var deposit in All(shopId).ToList())
        {
            var keys = lines.KeysBetween($"{deposit.Id}/", $"{deposit.Id}0");
            await store.Write(writing =>
            {
                writing.Delete(deposits, deposit.Id);
                foreach (var key in keys) writing.Delete(lines, key);
            });
        }
    }

    Task Pay(ScheduledJob row, string kind, int sign) => store.Write(writing =>
    {
        agenda.Remove(writing, row.Id);
        if (ledger.FindStaged(writing, row.AccessId) is not { } transaction) return;
        var sum = row.Sum!;
        var line = new DepositLine
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
        var deposit = Sum(writing, new(transaction.ShopId, Jst.DateOf(row.At), 0, 0, 0, 0), line);
        writing.Put(deposits, deposit.Id, deposit);
        writing.Put(lines, string.Create(CultureInfo.InvariantCulture, $"{deposit.Id}/{row.Id:D19}"), line);
        ledger.AddToTimeline(writing, transaction, Step(row, deposit, line), "deposited");
    });

    Deposit Sum(UnitOfWork writing, Deposit empty, DepositLine line)
    {
        var before = writing.Find(deposits, empty.Id) ?? empty;
        return before with
        {
            Lines = before.Lines + 1,
            Gross = before.Gross + line.Gross,
            ShopCoupons = before.ShopCoupons + line.ShopCoupon,
            Net = before.Net + line.Net,
        };
    }

    static TimelineEntry Step(ScheduledJob row, Deposit deposit, DepositLine line) => new()
    {
        Number = 11,
        From = Party.Settlement,
        To = Party.Merchant,
        What = $"deposit of closing date {deposit.ClosingDate:yyyy-MM-dd}: {line.Kind}",
        At = row.At,
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
