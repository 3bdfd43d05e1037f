using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>
/// Takes the gateway's daily files into the books, a day when it is over: SearchTradeMulti tells of the contract, and not of
/// its months. A day that is read twice changes nothing.
/// </summary>
internal sealed class ChargeFileImporter(Orders orders, OrderActions cashier, OutOfBandSources surroundings, GatewayClient gateway, TimeProvider clock)
{
    /// <summary>After so many failed months in a row the shop ends a subscription: its terms.</summary>
    public const int FailuresAllowed = 3;

    const string Day = "yyyyMMdd";

    const string Footer = "\"FT\"";

    public async Task Read()
    {
        if (orders.FilesRead is not { } read) return;
        for (var day = read.AddDays(1); day < Jst.DateOf(clock.GetUtcNow()); day = day.AddDays(1)) await Book(day);
    }

    async Task Book(DateOnly day)
    {
        foreach (var row in Rows(await surroundings.DailyFile(gateway.ShopId, day))) await Book(row.Trim('"').Split("\",\""));
        await orders.KeepFilesRead(day);
    }

    // Between header and footer: a row begins with the ShopID, which may be HD or FT as well.
    static string[] Rows(byte[] file)
    {
        var lines = Cp932.Decode(file).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        return lines is [_, .., Footer] ? lines[1..^1]
            : throw new InvalidDataException($"The daily file does not end with {Footer}: it is not whole.");
    }

    // ShopID, OrderID, day, Status, Amount, Tax, contract, ErrCode, ErrInfo, TranDate.
    async Task Book(string[] row)
    {
        var month = new BillingMonth(BillingMonth.Of(DateOnly.ParseExact(row[2], Day, CultureInfo.InvariantCulture)), row[3], Yen(row[4]) + Yen(row[5]), row[8]);
        var order = await orders.Change(row[1], (kept, _) =>
            kept.MonthOf(month.YearMonth) is null or { Status: BillingMonth.ToCome } ? kept.UpsertMonth(month) : kept);
        if (order is { State: OrderState.Subscribed } && order.Months.Where(one => one.Status != BillingMonth.ToCome).TakeLast(FailuresAllowed).Count(one => one.Status == BillingMonth.Failed) == FailuresAllowed)
            await cashier.Cancel(order);
    }

    static int Yen(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
