using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Notifications;

/// <summary>The result of one month's charge, as a row of the daily charge file. Amounts are yen.</summary>
internal sealed record ChargeResult
{
    public required string ShopId { get; init; }
    public required string AccessId { get; init; }
    public required string OrderId { get; init; }
    /// <summary>yyyyMM.</summary>
    public required int Month { get; init; }
    public required Status Status { get; init; }
    public required int Amount { get; init; }
    public required int Tax { get; init; }
    public required string ContractId { get; init; }
    public ErrorCode? Error { get; init; }
    public required DateTimeOffset ChargedAt { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChargeResult))]
internal sealed partial class ChargeJson : JsonSerializerContext;

/// <summary>
/// The stored results of monthly charges, by shop and day, and the daily file in which a merchant gets them. A result is saved in the same
/// write as the charge.
/// UNVERIFIED: file name, columns and footer are those of SoftBank's recurring method, with RcContractId instead of its tracking id.
/// </summary>
internal sealed partial class ChargeResults(Store store) : IShopRows
{
    const string DayFormat = "yyyyMMdd";

    readonly Table<string, ChargeResult> rows = store.LargeNamedTable<ChargeResult>("charge_results", ChargeJson.Default);

    public StoreCollection Collection => rows;

    public void Put(UnitOfWork writing, Transaction transaction, Charge charge) => writing.Put(rows, Key(transaction, charge), new()
    {
        ShopId = transaction.ShopId,
        AccessId = transaction.AccessId,
        OrderId = transaction.OrderId,
        Month = charge.Month,
        Status = charge.Status,
        Amount = charge.Amount,
        Tax = charge.Tax,
        ContractId = transaction.Contract?.WalletContractId ?? "",
        Error = charge.Error,
        ChargedAt = charge.FixedAt!.Value,
    });

    /// <summary>A shop's results of a day in Japan, oldest contract first.</summary>
    public List<ChargeResult> Of(string shopId, DateOnly day) =>
        rows.Between(Prefix(shopId, Text(day)), Prefix(shopId, Text(day)) + '~');

    /// <summary>Deletes all results of a shop.</summary>
    public async Task PurgeShop(string shopId)
    {
        var keys = rows.KeysBetween($"{shopId}/", $"{shopId}0");
        await store.Write(writing => keys.ForEach(key => writing.Delete(rows, key)));
    }

    public static string FileName(string shopId, DateOnly day, ProtocolOptions options) => options.ChargeFileName
        .Replace("{ShopId}", shopId, StringComparison.Ordinal)
        .Replace("{Date}", Text(day), StringComparison.Ordinal);

    /// <summary>
    /// The daily file: CP932, all values quoted, a header line with the number of rows, and a footer line.
    /// </summary>
    public static byte[] File(string shopId, IReadOnlyCollection<ChargeResult> results, ProtocolOptions options)
    {
        var lineEnd = options.ChargeFileLineEnd == LineEnding.Lf ? "\n" : "\r\n";
        return Csv.Write([["HD", shopId, WireFields.Yen(results.Count)], .. results.Select(Columns), ["FT"]], lineEnd);
    }

    static string[] Columns(ChargeResult result) =>
    [
        result.ShopId,
        result.OrderId,
        Jst.Format(result.ChargedAt, DayFormat),
        result.Status.Code,
        WireFields.Yen(result.Amount),
        WireFields.Yen(result.Tax),
        result.ContractId,
        result.Error?.Code ?? "",
        result.Error?.Info ?? "",
        Jst.Timestamp(result.ChargedAt),
    ];

    static string Key(Transaction transaction, Charge charge) =>
        Key(Prefix(transaction.ShopId, Jst.Format(charge.FixedAt!.Value, DayFormat)), transaction.Number, charge.Index);

    static string Key(string prefix, long number, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D15}-{index:D5}");

    static string Prefix(string shopId, string day) => $"{shopId}/{day}/";

    static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
