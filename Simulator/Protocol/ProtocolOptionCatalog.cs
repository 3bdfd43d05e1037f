using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Protocol;

/// <summary>Every protocol option. No default is confirmed; whoever knows the live service can set KantanSim to match it.</summary>
internal static partial class ProtocolOptionCatalog
{
    const int MaxDays = 3_650;

    static readonly string[] Keys =
    [
        "ShopID", "OrderID", "AccessID", "Status", "JobCd", "Amount", "Tax", "TranDate",
        "RcOrderId", "RcCustomerId", "RcOrderTime", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon", "RcUpdateAuthDay",
        "RcContractId", "RcStartChargeMonth", "ClientField1", "ClientField2", "ClientField3", "ErrCode", "ErrInfo",
    ];

    static readonly string[] RcKeys = [.. Keys.Where(key => key.StartsWith("Rc", StringComparison.Ordinal))];
    static readonly string[] Statuses = [.. GatewayStatus.All.Select(status => status.Code)];
    static readonly string[] OnPayments = ["RecruitSales", "RecruitCancel", "RecruitChange", "RecruitUpdateAuth"];
    static readonly string[] ItemCodes = ["Empty", "0000990"];
    static readonly string[] Times = ["yyyyMMddHHmmss", "yyyyMMdd", "yyyy/MM/dd HH:mm:ss"];
    static readonly string[] Dates = ["yyyyMMdd", "yyyyMMddHHmmss", "yyyy/MM/dd"];

    public static readonly ImmutableArray<ProtocolOption> All =
    [
        Names ("ReturnKeys",             Keys,           o => o.ReturnKeys,             (o, v) => o with { ReturnKeys = v }),
        Flag  ("CheckString",                            o => o.CheckString,            (o, v) => o with { CheckString = v }),
        OneOf ("WalletHop",                              o => o.WalletHop,              (o, v) => o with { WalletHop = v }),
        OneOf ("StartedStatus",                          o => o.StartedStatus,          (o, v) => o with { StartedStatus = v }),
        OneOf ("ConsumerCancel",                         o => o.ConsumerCancel,         (o, v) => o with { ConsumerCancel = v }),
        OneOf ("PaymentTerm",                            o => o.PaymentTerm,            (o, v) => o with { PaymentTerm = v }),
        Number("PaymentTermSeconds",     120, 86_400,    o => o.PaymentTermSeconds,     (o, v) => o with { PaymentTermSeconds = v }),
        Number("WalletMinutes",          1, 1_440,       o => o.WalletMinutes,          (o, v) => o with { WalletMinutes = v }),
        Flag  ("StartLimitDate",                         o => o.StartLimitDate,         (o, v) => o with { StartLimitDate = v }),
        OneOf ("SalesAnswer",                            o => o.SalesAnswer,            (o, v) => o with { SalesAnswer = v }),
        Number("AuthorisationDays",      1, MaxDays,     o => o.AuthorisationDays,      (o, v) => o with { AuthorisationDays = v }),
        Number("ExtensionClosesDays",    0, MaxDays,     o => o.ExtensionClosesDays,    (o, v) => o with { ExtensionClosesDays = v }),
        OneOf ("AfterSale",                              o => o.AfterSale,              (o, v) => o with { AfterSale = v }),
        Number("AfterSaleDays",          0, MaxDays,     o => o.AfterSaleDays,          (o, v) => o with { AfterSaleDays = v }),
        Number("AnyOperationDays",       1, MaxDays,     o => o.AnyOperationDays,       (o, v) => o with { AnyOperationDays = v }),
        Flag  ("ChangeUpward",                           o => o.ChangeUpward,           (o, v) => o with { ChangeUpward = v }),
        Window("ChangeClosed",                           o => o.ChangeClosed,           (o, v) => o with { ChangeClosed = v }),
        OneOf ("CodeFamily",                             o => o.CodeFamily,             (o, v) => o with { CodeFamily = v }),
        OneOf ("NotificationPayType",                    o => o.NotificationPayType,    (o, v) => o with { NotificationPayType = v }),
        Names ("NotificationKeys",       RcKeys,         o => o.NotificationKeys,       (o, v) => o with { NotificationKeys = v }),
        Names ("NotifiedStatuses",       Statuses,       o => o.NotifiedStatuses,       (o, v) => o with { NotifiedStatuses = v }),
        Flag  ("NotifyChanges",                          o => o.NotifyChanges,          (o, v) => o with { NotifyChanges = v }),
        Flag  ("ResendOnRefusal",                        o => o.ResendOnRefusal,        (o, v) => o with { ResendOnRefusal = v }),
        OneOf ("Search",                                 o => o.Search,                 (o, v) => o with { Search = v }),
        Words ("SearchItemCode",         ItemCodes,      o => o.SearchItemCode,         (o, v) => o with { SearchItemCode = v }),
        Words ("OrderTimeFormat",        Times,          o => o.OrderTimeFormat,        (o, v) => o with { OrderTimeFormat = v }),
        Words ("ExtensionDayFormat",     Dates,          o => o.ExtensionDayFormat,     (o, v) => o with { ExtensionDayFormat = v }),
        OneOf ("UnusedAmount",                           o => o.UnusedAmount,           (o, v) => o with { UnusedAmount = v }),
        Days  ("ChargeDays",                             o => o.ChargeDays,             (o, v) => o with { ChargeDays = v }),
        OneOf ("FirstCharge",                            o => o.FirstCharge,            (o, v) => o with { FirstCharge = v }),
        Flag  ("ContractChangeUpward",                   o => o.ContractChangeUpward,   (o, v) => o with { ContractChangeUpward = v }),
        Number("ChargeCancelDays",       0, MaxDays,     o => o.ChargeCancelDays,       (o, v) => o with { ChargeCancelDays = v }),
        Flag  ("ChargeNotification",                     o => o.ChargeNotification,     (o, v) => o with { ChargeNotification = v }),
        OneOf ("ChargeFileLineEnd",                      o => o.ChargeFileLineEnd,      (o, v) => o with { ChargeFileLineEnd = v })
            with { Fact = Facts.Carriers },
        File  ("ChargeFileName",                         o => o.ChargeFileName,         (o, v) => o with { ChargeFileName = v }),
        Number("ForcedEndAfterFailures", 0, 120,         o => o.ForcedEndAfterFailures, (o, v) => o with { ForcedEndAfterFailures = v }),
        OneOf ("ForcedEnd",                              o => o.ForcedEnd,              (o, v) => o with { ForcedEnd = v }),
        Status("StartErrorHttpStatus",                   o => o.StartErrorHttpStatus,   (o, v) => o with { StartErrorHttpStatus = v })
            with { IsServerOnly = true },
        Number("PointsUnit",             1, 10_000,      o => o.PointsUnit,             (o, v) => o with { PointsUnit = v }),
        Names ("PointsOnlyRefuses",      OnPayments,     o => o.PointsOnlyRefuses,      (o, v) => o with { PointsOnlyRefuses = v }),
        Number("ItemNameBytes",          1, 4_096,       o => o.ItemNameBytes,          (o, v) => o with { ItemNameBytes = v }),
        Number("ReturnUrlLength",        1, 8_192,       o => o.ReturnUrlLength,        (o, v) => o with { ReturnUrlLength = v }),
        OneOf ("ForbiddenCharacters",                    o => o.ForbiddenCharacters,    (o, v) => o with { ForbiddenCharacters = v }),
        Number("LargestAmount",          1, 999_999_999, o => o.LargestAmount,          (o, v) => o with { LargestAmount = v }),
        OneOf ("OrderIdReuse",                           o => o.OrderIdReuse,           (o, v) => o with { OrderIdReuse = v }),
        OneOf ("CredentialErrors",                       o => o.CredentialErrors,       (o, v) => o with { CredentialErrors = v })
            with { IsServerOnly = true },
        OneOf ("UnknownPair",                            o => o.UnknownPair,            (o, v) => o with { UnknownPair = v })
            with { Fact = Facts.RecordedSiblings },
        OneOf ("FieldCase",                              o => o.FieldCase,              (o, v) => o with { FieldCase = v })
            with { IsServerOnly = true },
        OneOf ("RepeatedField",                          o => o.RepeatedField,          (o, v) => o with { RepeatedField = v })
            with { IsServerOnly = true },
        Number("ConcurrentCalls",        0, 10_000,      o => o.ConcurrentCalls,        (o, v) => o with { ConcurrentCalls = v })
            with { IsServerOnly = true },
        Number("ConcurrentCallsPerShop", 0, 10_000,      o => o.ConcurrentCallsPerShop, (o, v) => o with { ConcurrentCallsPerShop = v }),
        Days  ("ClosingDays",                            o => o.ClosingDays,            (o, v) => o with { ClosingDays = v }),
    ];

    /// <summary>The names of all options, for messages.</summary>
    public static string AllNames => string.Join(", ", All.Select(option => option.Name));

    public static ProtocolOption? Find(string name) =>
        All.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The options in a settings file or a request that are invalid, each with what is allowed.</summary>
    /// <param name="written">Values by option name.</param>
    /// <param name="ofShop">Whether they are a shop's, and not the server's.</param>
    public static IEnumerable<(string Name, string Value, string Allowed)> Validate(
        IReadOnlyDictionary<string, string> written, bool ofShop)
    {
        foreach (var (name, value) in written)
        {
            if (Find(name) is not { } option) yield return (name, value, $"no such option; the options are {AllNames}");
            else if (ofShop && option.IsServerOnly) yield return (name, value, "nothing (only the server has this option)");
            else if (option.TryApply(new(), value) is null) yield return (name, value, option.Allowed);
        }
    }

    /// <summary>Options with written values in place of some. Invalid values are ignored: <see cref="Validate"/> reports them.</summary>
    public static ProtocolOptions Apply(ProtocolOptions options, IReadOnlyDictionary<string, string> written)
    {
        foreach (var (name, value) in written) options = Find(name)?.TryApply(options, value) ?? options;
        return options;
    }
}
