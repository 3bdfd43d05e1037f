using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>
/// Imports the gateway's daily charge files, each once its day is over, because SearchTradeMulti reports the contract and not its months.
/// Importing the same day twice changes nothing.
/// </summary>
internal sealed class ChargeFileImporter(
    Orders orders, OrderActions actions, OutOfBandSources sources, GatewayClient gateway,
    [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
{
    /// <summary>The shop ends a subscription after this many failed months in a row, as its terms say.</summary>
    public const int MaxFailuresInARow = 3;

    const string DayFormat = "yyyyMMdd";
    const string Footer = "\"FT\"";

    /// <summary>Imports the files of all days that are over and not imported yet.</summary>
    /// <exception cref="InvalidDataException">A file is incomplete.</exception>
    public async Task ImportDueFiles()
    {
        if (orders.ChargeFilesImportedUntil is not { } imported) return;
        var today = Jst.DateOf(clock.GetUtcNow());
        for (var day = imported.AddDays(1); day < today; day = day.AddDays(1)) await Import(day);
    }

    async Task Import(DateOnly day)
    {
        var file = await sources.DailyFile(gateway.ShopId, day);
        foreach (var row in Rows(file)) await Import(row.Trim('"').Split("\",\""));
        await orders.SaveChargeFilesImportedUntil(day);
    }

    // The rows are the lines between the first and the last: a row begins with the ShopID, which may be HD or FT as well.
    static string[] Rows(byte[] file)
    {
        var lines = Cp932.Decode(file).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        return lines is [_, .., Footer]
            ? lines[1..^1]
            : throw new InvalidDataException($"The daily file is incomplete: it does not end with {Footer}.");
    }

    // Columns: ShopID, OrderID, day, Status, Amount, Tax, contract, ErrCode, ErrInfo, TranDate.
    async Task Import(string[] row)
    {
        var day = DateOnly.ParseExact(row[2], DayFormat, CultureInfo.InvariantCulture);
        var month = new BillingMonth(BillingMonth.Of(day), row[3], Yen(row[4]) + Yen(row[5]), row[8]);
        var order = await orders.Change(row[1], (stored, _) => Record(stored, month));
        if (order is { State: OrderState.Subscribed } && HasFailedTooOften(order)) await actions.Cancel(order);
    }

    // A month that has a result already keeps it.
    static Order Record(Order order, BillingMonth month) =>
        order.MonthOf(month.YearMonth) is null or { Status: BillingMonth.Scheduled } ? order.UpsertMonth(month) : order;

    static bool HasFailedTooOften(Order order)
    {
        var latest = order.Months.Where(month => month.Status != BillingMonth.Scheduled).TakeLast(MaxFailuresInARow);
        return latest.Count(month => month.Status == BillingMonth.Failed) == MaxFailuresInARow;
    }

    static int Yen(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
