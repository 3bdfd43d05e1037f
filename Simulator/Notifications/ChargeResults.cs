using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Notifications;

/// <summary>How one month's charge came out, as the daily file tells it. Amounts are yen.</summary>
internal sealed record ChargeResult
{
    public required string ShopId { get; init; }
    public required string AccessId { get; init; }
    public required string OrderId { get; init; }
    /// <summary>As yyyyMM.</summary>
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
/// The results of months' charges, saved with the charge, by shop and day. The merchant takes them as a daily file.
/// UNVERIFIED: file name, columns and footer are those of SoftBank's recurring method, RcContractId in the place of its tracking id (protocol.md 3.4).
/// </summary>
internal sealed class ChargeResults(Store store)
{
    readonly Table<string, ChargeResult> rows = store.LargeNamedTable<ChargeResult>("charge_results", ChargeJson.Default);

    public StoreCollection Shelf => rows;

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

    /// <summary>A shop's results of a day in Japan, in the order of the contracts.</summary>
    public List<ChargeResult> Of(string shopId, DateOnly day) =>
        rows.Between(Prefix(shopId, Written(day)), Prefix(shopId, Written(day)) + '~');

    public async Task PurgeShop(string shopId)
    {
        var keys = rows.KeysBetween($"{shopId}/", $"{shopId}0");
        await store.Write(writing => keys.ForEach(key => writing.Delete(rows, key)));
    }

    public static string FileName(string shopId, DateOnly day, ProtocolOptions choices) => choices.ChargeFileName
        .Replace("{ShopId}", shopId, StringComparison.Ordinal).Replace("{Date}", Written(day), StringComparison.Ordinal);

    /// <summary>The daily file: CP932, each value in quotation marks, a header line with the number of rows, and a footer line (protocol.md 10, 3).</summary>
    public static byte[] File(string shopId, IReadOnlyCollection<ChargeResult> results, ProtocolOptions choices) => Csv.Write(
    [
        ["HD", shopId, WireFields.Yen(results.Count)],
        .. results.Select(result => new[]
        {
            result.ShopId, result.OrderId, Jst.Format(result.ChargedAt, "yyyyMMdd"), result.Status.Code, WireFields.Yen(result.Amount), WireFields.Yen(result.Tax),
            result.ContractId, result.Error?.Code ?? "", result.Error?.Info ?? "", Jst.Timestamp(result.ChargedAt),
        }),
        ["FT"],
    ], choices.ChargeFileLineEnd == LineEnding.Lf ? "\n" : "\r\n");

    static string Key(Transaction transaction, Charge charge) => string.Create(CultureInfo.InvariantCulture,
        $"{Prefix(transaction.ShopId, Jst.Format(charge.FixedAt!.Value, "yyyyMMdd"))}{transaction.Number:D15}-{charge.Index:D5}");

    static string Prefix(string shopId, string day) => $"{shopId}/{day}/";

    static string Written(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
