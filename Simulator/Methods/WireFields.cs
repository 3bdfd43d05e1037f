using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods;

/// <summary>The fields of a transaction as the gateway sends them: in SearchTradeMulti's answer, to RetURL and in notifications.</summary>
internal static class WireFields
{
    public static readonly ImmutableArray<string> ClientFields = ["ClientField1", "ClientField2", "ClientField3"];

    public static readonly ImmutableArray<string> ShortSearch =
    [
        "Status", "ProcessDate", "JobCd", "AccessID", "AccessPass", "Amount", "Tax",
        "ClientField1", "ClientField2", "ClientField3", "PayType",
    ];

    /// <summary>As recorded in 2013; keys of other methods have empty values.</summary>
    public static readonly ImmutableArray<string> LegacySearch =
    [
        "Status", "ProcessDate", "JobCd", "AccessID", "AccessPass", "ItemCode", "Amount", "Tax", "SiteID", "MemberID", "CardNo", "Expire",
        "Method", "PayTimes", "Forward", "TranID", "Approve", "ClientField1", "ClientField2", "ClientField3", "PayType", "CvsCode",
        "CvsConfNo", "CvsReceiptNo", "EdyReceiptNo", "EdyOrderNo", "SuicaOrderNo", "SuicaReceiptNo", "CustID", "BkCode", "ConfNo",
        "EncryptReceiptNo", "PaymentTerm", "WebMoneyManagementNo", "WebMoneySettleCode", "AuPayInfoNo", "AuPayMethod", "AuCancelAmount",
        "AuCancelTax", "DocomoSettlementCode", "DocomoCancelAmount", "DocomoCancelTax", "SbTrackingId", "SbCancelAmount", "SbCancelTax",
        "Currency",
    ];

    /// <summary>The fields that the merchant's page has the browser send to the start API.</summary>
    public static readonly ImmutableArray<string> Start = ["AccessID", "Token"];

    public static readonly Fact StartFact = Facts.Module;

    public static readonly Fact ReturnFact = Facts.LinkType;

    public static readonly Fact NotifiedFact = Facts.SiblingReceivers;

    public static readonly ImmutableArray<string> ReturnBegin = ["ShopID", "OrderID", "Status", "TranDate"];

    public static readonly ImmutableArray<string> ReturnEnd = ["ErrCode", "ErrInfo"];

    // UNVERIFIED: the order is that of sibling methods.
    public static readonly ImmutableArray<string> Notified =
    [
        "ShopID", "ShopPass", "AccessID", "AccessPass", "OrderID", "Status", "JobCd", "Amount", "Tax", "Currency", "Forward", "Method",
        "PayTimes", "TranID", "Approve", "TranDate", "ErrCode", "ErrInfo", "PayType",
    ];

    /// <summary>The answer of SearchTradeMulti.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SearchFields(
        this PaymentMethod method, Transaction transaction, ProtocolOptions options) =>
        (options.Search == SearchMode.Legacy ? LegacySearch : ShortSearch).AddRange(method.SearchKeys)
            .Select(key => Field(key, Value(method, key, transaction, options, transaction.Error) ?? ""));

    /// <summary>The form that the browser posts to RetURL.</summary>
    /// <param name="error">The transaction's error, or the error of this attempt only.</param>
    // UNVERIFIED: the keys are those that the link type was seen to send to shops.
    public static IEnumerable<KeyValuePair<string, string>> ReturnFields(
        this PaymentMethod method, Transaction transaction, Shop shop, ProtocolOptions options, ErrorCode? error)
    {
        foreach (var key in options.ReturnKeys.IsEmpty ? ReturnKeys(method, transaction) : options.ReturnKeys)
            if (Value(method, key, transaction, options, error) is { } value) yield return Field(key, value);
        if (options.CheckString) yield return Field("CheckString", CheckString(method, transaction, shop, options));
    }

    /// <summary>The result notification of the transaction as it is; none without a URL or when its status is not notified.</summary>
    public static ImmutableArray<NotificationDraft> DraftNotifications(
        this PaymentMethod method, Transaction transaction, DecisionContext context)
    {
        if (context.Shop.NotifyUrl.Length == 0 || !IsNotified(transaction.Status, context.Options)) return [];
        return [new(transaction.Status, [.. method.NotificationFields(transaction, context.Options)])];
    }

    public static IEnumerable<KeyValuePair<string, string>> NotificationFields(
        this PaymentMethod method, Transaction transaction, ProtocolOptions options)
    {
        foreach (var key in Notified) yield return Field(key, NotificationValue(method, key, transaction, options));
        foreach (var key in options.NotificationKeys.IsEmpty ? method.ResultKeys : options.NotificationKeys)
            if (method.Value(key, transaction, options) is { } value) yield return Field(key, value);
    }

    /// <summary>A notification without a transaction, which the receiver answers like any other.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> ConnectivityTest(Shop shop) =>
    [
        .. Notified.Select(key => Field(key, key switch
        {
            "ShopID" => shop.ShopId,
            "ErrCode" => GatewayErrors.ConnectivityTest.Code,
            "ErrInfo" => GatewayErrors.ConnectivityTest.Info,
            _ => "",
        })),
    ];

    /// <summary>Yen of points or coupons. The option UnusedAmount can make 0 an empty value.</summary>
    public static string FormatUsedAmount(int yen, ProtocolOptions options) =>
        yen == 0 && options.UnusedAmount == UnusedAmountFormat.Empty ? "" : Yen(yen);

    public static string Yen(int amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>A status on the wire. While the consumer is at the wallet, it depends on StartedStatus.</summary>
    public static string StatusOf(Transaction transaction, ProtocolOptions options) =>
        transaction.Status == GatewayStatus.InProcess ? options.StartedStatus.ToString() : transaction.Status.Code;

    static IEnumerable<string> ReturnKeys(PaymentMethod method, Transaction transaction) =>
    [
        .. ReturnBegin,
        .. method.ResultKeys,
        .. transaction.Request is { ReturnsClientFields: true } ? ClientFields : [],
        .. ReturnEnd,
    ];

    // A status that only its own method has is always notified: the option cannot list it.
    static bool IsNotified(Status status, ProtocolOptions options) =>
        options.NotifiedStatuses.Contains(status.Code) || !GatewayStatus.All.Contains(status);

    static string NotificationValue(PaymentMethod method, string key, Transaction transaction, ProtocolOptions options) => key switch
    {
        "ShopPass" => new('*', 10),
        "AccessPass" => new('*', 32),
        "PayType" => options.NotificationPayType == PayTypeFormat.Letter ? method.PayTypeLetter : method.PayType,
        _ => Value(method, key, transaction, options, transaction.Error) ?? "",
    };

    /// <returns>Null for a key that neither every method nor this one has.</returns>
    static string? Value(PaymentMethod method, string key, Transaction transaction, ProtocolOptions options, ErrorCode? error) => key switch
    {
        "ShopID" => transaction.ShopId,
        "OrderID" => transaction.OrderId,
        "AccessID" => transaction.AccessId,
        "AccessPass" => transaction.AccessPass,
        "Status" => StatusOf(transaction, options),
        "JobCd" => transaction.JobCd,
        "Amount" => Yen(transaction.Amount),
        "Tax" => Yen(transaction.Tax),
        "ItemCode" => options.SearchItemCode == "Empty" ? "" : options.SearchItemCode,
        "Currency" => "JPN",
        "TranDate" or "ProcessDate" => Jst.Timestamp(transaction.ChangedAt),
        "PayType" => method.PayType,
        "ClientField1" => transaction.Request?.ClientField1 ?? "",
        "ClientField2" => transaction.Request?.ClientField2 ?? "",
        "ClientField3" => transaction.Request?.ClientField3 ?? "",
        "ErrCode" => error?.InFamily(options.CodeFamily).Code ?? "",
        "ErrInfo" => error?.InFamily(options.CodeFamily).Info ?? "",
        _ => method.Value(key, transaction, options),
    };

    // Invented: no source connects a CheckString with this wallet. It is sent only when the option is set.
    static string CheckString(PaymentMethod method, Transaction transaction, Shop shop, ProtocolOptions options)
    {
        var tranDate = Value(method, "TranDate", transaction, options, null);
        var text = transaction.OrderId + StatusOf(transaction, options) + tranDate + shop.ShopPass;
#pragma warning disable CA5351 // The sibling methods sign with MD5.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5351
    }

    static KeyValuePair<string, string> Field(string key, string value) => new(key, value);
}
