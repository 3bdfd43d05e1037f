using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods;

/// <summary>What the gateway tells of a transaction, by its wire names: to SearchTradeMulti, to RetURL, in notifications.</summary>
internal static class WireFields
{
    public static readonly ImmutableArray<string> ClientFields = ["ClientField1", "ClientField2", "ClientField3"];

    public static readonly ImmutableArray<string> ShortSearch =
        ["Status", "ProcessDate", "JobCd", "AccessID", "AccessPass", "Amount", "Tax", "ClientField1", "ClientField2", "ClientField3", "PayType"];

    /// <summary>As recorded in 2013, empty values and all (protocol.md 2.14).</summary>
    public static readonly ImmutableArray<string> LegacySearch =
    [
        "Status", "ProcessDate", "JobCd", "AccessID", "AccessPass", "ItemCode", "Amount", "Tax", "SiteID", "MemberID", "CardNo", "Expire", "Method", "PayTimes", "Forward",
        "TranID", "Approve", "ClientField1", "ClientField2", "ClientField3", "PayType", "CvsCode", "CvsConfNo", "CvsReceiptNo", "EdyReceiptNo", "EdyOrderNo",
        "SuicaOrderNo", "SuicaReceiptNo", "CustID", "BkCode", "ConfNo", "EncryptReceiptNo", "PaymentTerm", "WebMoneyManagementNo", "WebMoneySettleCode", "AuPayInfoNo",
        "AuPayMethod", "AuCancelAmount", "AuCancelTax", "DocomoSettlementCode", "DocomoCancelAmount", "DocomoCancelTax", "SbTrackingId", "SbCancelAmount", "SbCancelTax",
        "Currency",
    ];

    /// <summary>What the merchant's page hands the browser to bring to the gateway.</summary>
    public static readonly ImmutableArray<string> Start = ["AccessID", "Token"];

    public static readonly Fact StartFact = Facts.Module;

    public static readonly Fact ReturnFact = Facts.LinkType;

    public static readonly Fact NotifiedFact = Facts.SiblingReceivers;

    public static readonly ImmutableArray<string> ReturnBegin = ["ShopID", "OrderID", "Status", "TranDate"];

    public static readonly ImmutableArray<string> ReturnEnd = ["ErrCode", "ErrInfo"];

    // UNVERIFIED: the order is that of sibling methods (protocol.md 5).
    public static readonly ImmutableArray<string> Notified =
    [
        "ShopID", "ShopPass", "AccessID", "AccessPass", "OrderID", "Status", "JobCd", "Amount", "Tax", "Currency", "Forward", "Method", "PayTimes", "TranID", "Approve",
        "TranDate", "ErrCode", "ErrInfo", "PayType",
    ];

    /// <summary>What SearchTradeMulti answers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SearchFields(this PaymentMethod method, Transaction transaction, ProtocolOptions choices) =>
        (choices.Search == SearchMode.Legacy ? LegacySearch : ShortSearch).AddRange(method.SearchKeys)
            .Select(key => Field(key, Value(method, key, transaction, choices, transaction.Error) ?? ""));

    /// <summary>What the browser posts to RetURL; the error is the transaction's own, or one of this very attempt.</summary>
    // UNVERIFIED: the keys are those that the link type was seen to hand to shops (protocol.md 4; 9, 1).
    public static IEnumerable<KeyValuePair<string, string>> ReturnFields(this PaymentMethod method, Transaction transaction, Shop shop, ProtocolOptions choices, ErrorCode? error)
    {
        foreach (var key in choices.ReturnKeys.IsEmpty ? ReturnKeys(method, transaction) : choices.ReturnKeys)
            if (Value(method, key, transaction, choices, error) is { } value) yield return Field(key, value);
        if (choices.CheckString) yield return Field("CheckString", CheckString(method, transaction, shop, choices));
    }

    /// <summary>The result notification that tells the merchant of a transaction as it now stands, if it is to be told.</summary>
    public static ImmutableArray<NotificationDraft> DraftNotifications(this PaymentMethod method, Transaction transaction, DecisionContext moment) =>
        moment.Shop.NotifyUrl.Length > 0 && IsNotified(transaction.Status, moment.Options)
            ? [new(transaction.Status, [.. method.NotificationFields(transaction, moment.Options)])] : [];

    public static IEnumerable<KeyValuePair<string, string>> NotificationFields(this PaymentMethod method, Transaction transaction, ProtocolOptions choices) =>
    [
        .. Notified.Select(key => Field(key, key switch
        {
            "ShopPass" => new string('*', 10),
            "AccessPass" => new string('*', 32),
            "PayType" => choices.NotificationPayType == PayTypeFormat.Letter ? method.PayTypeLetter : method.PayType,
            _ => Value(method, key, transaction, choices, transaction.Error) ?? "",
        })),
        .. (choices.NotificationKeys.IsEmpty ? method.ResultKeys : choices.NotificationKeys)
            .Select(key => (key, Value: method.Value(key, transaction, choices))).Where(pair => pair.Value is not null).Select(pair => Field(pair.key, pair.Value!)),
    ];

    /// <summary>A notification that tells of no transaction: whoever takes it answers as to any other (protocol.md 5).</summary>
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

    /// <summary>Yen of points or coupons, where none may be written as nothing.</summary>
    public static string FormatUsedAmount(int yen, ProtocolOptions choices) => yen == 0 && choices.UnusedAmount == UnusedAmountFormat.Empty ? "" : Yen(yen);

    public static string Yen(int amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>A status as the wire calls it: while the consumer is at the wallet, siblings differ (protocol.md 3.1; 9, 3).</summary>
    public static string StatusOf(Transaction transaction, ProtocolOptions choices) =>
        transaction.Status == GatewayStatus.InProcess ? choices.StartedStatus.ToString() : transaction.Status.Code;

    static IEnumerable<string> ReturnKeys(PaymentMethod method, Transaction transaction) =>
        [.. ReturnBegin, .. method.ResultKeys, .. transaction.Request is { ReturnsClientFields: true } ? ClientFields : [], .. ReturnEnd];

    // A method may have statuses of its own, of which no choice speaks.
    static bool IsNotified(Status status, ProtocolOptions choices) => choices.NotifiedStatuses.Contains(status.Code) || !GatewayStatus.All.Contains(status);

    // Null: neither the common layer nor the method has the key.
    static string? Value(PaymentMethod method, string key, Transaction transaction, ProtocolOptions choices, ErrorCode? error) => key switch
    {
        "ShopID" => transaction.ShopId,
        "OrderID" => transaction.OrderId,
        "AccessID" => transaction.AccessId,
        "AccessPass" => transaction.AccessPass,
        "Status" => StatusOf(transaction, choices),
        "JobCd" => transaction.JobCd,
        "Amount" => Yen(transaction.Amount),
        "Tax" => Yen(transaction.Tax),
        "ItemCode" => choices.SearchItemCode == "Empty" ? "" : choices.SearchItemCode,
        "Currency" => "JPN",
        "TranDate" or "ProcessDate" => Jst.Timestamp(transaction.ChangedAt),
        "PayType" => method.PayType,
        "ClientField1" => transaction.Request?.ClientField1 ?? "",
        "ClientField2" => transaction.Request?.ClientField2 ?? "",
        "ClientField3" => transaction.Request?.ClientField3 ?? "",
        "ErrCode" => error?.InFamily(choices.CodeFamily).Code ?? "",
        "ErrInfo" => error?.InFamily(choices.CodeFamily).Info ?? "",
        _ => method.Value(key, transaction, choices),
    };

    // Made up: nothing ties a CheckString to this wallet (protocol.md 4). It is sent only when chosen.
#pragma warning disable CA5351 // The protocol's siblings sign with MD5; a simulator has no better to offer.
    static string CheckString(PaymentMethod method, Transaction transaction, Shop shop, ProtocolOptions choices) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(
        transaction.OrderId + StatusOf(transaction, choices) + Value(method, "TranDate", transaction, choices, null) + shop.ShopPass)));
#pragma warning restore CA5351

    static KeyValuePair<string, string> Field(string key, string value) => new(key, value);
}
