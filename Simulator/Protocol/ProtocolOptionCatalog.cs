using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Fidelity;

namespace KantanSim.Protocol;

/// <summary>One choice: what it is about, what is allowed, and how it is written and read as text.</summary>
/// <param name="IsServerOnly">It counts before a shop is known, or for all shops together.</param>
internal sealed record ProtocolOption(string Name, string About, string Allowed, Func<ProtocolOptions, string> Format, Func<ProtocolOptions, string, ProtocolOptions?> TryApply, bool IsServerOnly = false)
{
    /// <summary>All that it can be; none: too many to name.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    public string AboutJa => ProtocolOptionTexts.About(Name);

    /// <summary>How sure the default is.</summary>
    public Fact Fact { get; init; } = Facts.Chosen;

    /// <summary>What is allowed, in Japanese.</summary>
    public string AllowedJa { get; init; } = Allowed;
}

/// <summary>Every choice, as data. None of them is confirmed: whoever has seen the live service sets KantanSim to it.</summary>
internal static class ProtocolOptionCatalog
{
    const int LongestDays = 3_650;

    static readonly string[] Keys =
    [
        "ShopID", "OrderID", "AccessID", "Status", "JobCd", "Amount", "Tax", "TranDate", "RcOrderId", "RcCustomerId", "RcOrderTime", "RcUsePoint", "RcUseCoupon",
        "RcUseShopCoupon", "RcUpdateAuthDay", "RcContractId", "RcStartChargeMonth", "ClientField1", "ClientField2", "ClientField3", "ErrCode", "ErrInfo",
    ];

    static readonly string[] RcKeys = [.. Keys.Where(key => key.StartsWith("Rc", StringComparison.Ordinal))];

    public static readonly ImmutableArray<ProtocolOption> All =
    [
        Names ("ReturnKeys",             "keys posted to RetURL, in this order; empty: each method's own list. A key that a method lacks is left out",  Keys,         c => c.ReturnKeys,        (c, v) => c with { ReturnKeys = v }),
        Flag  ("CheckString",            "adds CheckString to the keys posted to RetURL: the MD5 of OrderID, Status, TranDate and ShopPass (made up)",   c => c.CheckString,       (c, v) => c with { CheckString = v }),
        OneOf ("WalletHop",              "how the browser is sent from the gateway to the wallet",                                                       c => c.WalletHop,         (c, v) => c with { WalletHop = v }),
        OneOf ("StartedStatus",          "what the wire calls the status while the consumer is at the wallet",                                           c => c.StartedStatus,     (c, v) => c with { StartedStatus = v }),
        OneOf ("ConsumerCancel",         "what the consumer's cancel comes to: PAYFAIL with an error, or AUTHPROCESS without one until the term ends",   c => c.ConsumerCancel,    (c, v) => c with { ConsumerCancel = v }),
        OneOf ("PaymentTerm",            "what PaymentTermSec limits: the browser's arrival, or the whole payment",                                      c => c.PaymentTerm,       (c, v) => c with { PaymentTerm = v }),
        Number("PaymentTermSeconds",     "the term when the merchant names none",                                             120,  86_400,           c => c.PaymentTermSeconds, (c, v) => c with { PaymentTermSeconds = v }),
        Number("WalletMinutes",          "how long the consumer may take at the wallet",                                      1,    1_440,            c => c.WalletMinutes,     (c, v) => c with { WalletMinutes = v }),
        Flag  ("StartLimitDate",         "adds StartLimitDate to the answer of the payment request",                                                     c => c.StartLimitDate,    (c, v) => c with { StartLimitDate = v }),
        OneOf ("SalesAnswer",            "which id RecruitSales answers beside Status",                                                                  c => c.SalesAnswer,       (c, v) => c with { SalesAnswer = v }),
        Number("AuthorisationDays",      "how long an authorisation may be captured, and by how much an extension renews it",  1,   LongestDays,      c => c.AuthorisationDays, (c, v) => c with { AuthorisationDays = v }),
        Number("ExtensionClosesDays",    "so many days before the validity's end it can no longer be extended",               0,    LongestDays,      c => c.ExtensionClosesDays, (c, v) => c with { ExtensionClosesDays = v }),
        OneOf ("AfterSale",              "how the last moment for a cancel or change after a sale is counted",                                           c => c.AfterSale,         (c, v) => c with { AfterSale = v }),
        Number("AfterSaleDays",          "that moment, in days after the sale, when it is counted in days",                   0,    LongestDays,      c => c.AfterSaleDays,     (c, v) => c with { AfterSaleDays = v }),
        Number("AnyOperationDays",       "after so many days from the registration a one-shot payment takes no operation",    1,    LongestDays,      c => c.AnyOperationDays,  (c, v) => c with { AnyOperationDays = v }),
        Flag  ("ChangeUpward",           "RecruitChange may raise the amount; the card pays the difference",                                             c => c.ChangeUpward,      (c, v) => c with { ChangeUpward = v }),
        new   ("ChangeClosed",           "a time of each day, in Japan, in which RecruitChange is refused", "empty, or HH:mm-HH:mm",                     c => Written(c.ChangeClosed), (c, text) => Window(text, out var window) ? c with { ChangeClosed = window } : null) { AllowedJa = "空、または HH:mm-HH:mm" },
        OneOf ("CodeFamily",             "the family of codes that tells of the common fields",                                                          c => c.CodeFamily,        (c, v) => c with { CodeFamily = v }),
        OneOf ("NotificationPayType",    "PayType in notifications: 24 and 25, or O and P",                                                              c => c.NotificationPayType, (c, v) => c with { NotificationPayType = v }),
        Names ("NotificationKeys",       "Rc keys at a notification's end; empty: the same as posted to RetURL",                                          RcKeys,       c => c.NotificationKeys,  (c, v) => c with { NotificationKeys = v }),
        Names ("NotifiedStatuses",       "statuses whose coming is notified",                                     GatewayStatuses,                       c => c.NotifiedStatuses,  (c, v) => c with { NotifiedStatuses = v }),
        Flag  ("NotifyChanges",          "a changed amount is notified too",                                                                             c => c.NotifyChanges,     (c, v) => c with { NotifyChanges = v }),
        Flag  ("ResendOnRefusal",        "HTTP 200 with another body than 0 is tried again, like silence",                                               c => c.ResendOnRefusal,   (c, v) => c with { ResendOnRefusal = v }),
        OneOf ("Search",                 "SearchTradeMulti answers a short list of keys, or the long one that was recorded in 2013, with empty values",  c => c.Search,            (c, v) => c with { Search = v }),
        Words ("SearchItemCode",         "ItemCode in the long list of SearchTradeMulti; 0000990 was recorded for a card", ["Empty", "0000990"],         c => c.SearchItemCode,    (c, v) => c with { SearchItemCode = v }),
        Words ("OrderTimeFormat",        "RcOrderTime",                                 ["yyyyMMddHHmmss", "yyyyMMdd", "yyyy/MM/dd HH:mm:ss"],           c => c.OrderTimeFormat,   (c, v) => c with { OrderTimeFormat = v }),
        Words ("ExtensionDayFormat",     "RcUpdateAuthDay",                             ["yyyyMMdd", "yyyyMMddHHmmss", "yyyy/MM/dd"],                    c => c.ExtensionDayFormat, (c, v) => c with { ExtensionDayFormat = v }),
        OneOf ("UnusedAmount",           "points and coupons of a payment that used none",                                                               c => c.UnusedAmount,      (c, v) => c with { UnusedAmount = v }),
        Days  ("ChargeDays",             "what ChargeDay may be; 31 is the month's last day",                                                            c => c.ChargeDays,        (c, v) => c with { ChargeDays = v }),
        OneOf ("FirstCharge",            "when the month of a sign-up is charged, unless it is free: at once, or on its charge day if that is still to come", c => c.FirstCharge,  (c, v) => c with { FirstCharge = v }),
        Flag  ("ContractChangeUpward",   "RecruitContinuanceChange may raise the amount",                                                                c => c.ContractChangeUpward, (c, v) => c with { ContractChangeUpward = v }),
        Number("ChargeCancelDays",       "how many days after it was fixed a month's charge may be cancelled",                0,    LongestDays,      c => c.ChargeCancelDays,  (c, v) => c with { ChargeCancelDays = v }),
        Flag  ("ChargeNotification",     "a notification for each month's charge, beside the daily file",                                                c => c.ChargeNotification, (c, v) => c with { ChargeNotification = v }),
        OneOf ("ChargeFileLineEnd",      "how the lines of the daily charge file end; one of four public samples has LF",                                c => c.ChargeFileLineEnd, (c, v) => c with { ChargeFileLineEnd = v }) with { Fact = Facts.Carriers },
        new   ("ChargeFileName",         "the name of the daily charge file; {ShopId} and {Date} (yyyyMMdd) are filled in", FileNames, c => c.ChargeFileName, (c, text) => IsFileName(text) ? c with { ChargeFileName = text } : null) { AllowedJa = "英数字と . _ - 、{ShopId}、{Date}（1～100文字、先頭はドット以外）" },
        Number("ForcedEndAfterFailures", "a contract ends by force after so many failed months in a row; 0: only when a scenario says so", 0, 120,     c => c.ForcedEndAfterFailures, (c, v) => c with { ForcedEndAfterFailures = v }),
        OneOf ("ForcedEnd",              "the status of a contract that was ended by force",                                                             c => c.ForcedEnd,         (c, v) => c with { ForcedEnd = v }),
        new   ("StartErrorHttpStatus",   "HTTP status of the gateway's own error page on the browser's way", "200, or a whole number from 400 to 599",       c => c.StartErrorHttpStatus.ToString(CultureInfo.InvariantCulture), (c, text) => Whole(text) is { } status and (200 or (>= 400 and <= 599)) ? c with { StartErrorHttpStatus = status } : null, IsServerOnly: true),
        Number("PointsUnit",             "points are used in multiples of this; as many as possible are rounded down to it",  1,    10_000,           c => c.PointsUnit,        (c, v) => c with { PointsUnit = v }),
        Names ("PointsOnlyRefuses",      "operations that a payment made wholly by points and coupons refuses", ["RecruitSales", "RecruitCancel", "RecruitChange", "RecruitUpdateAuth"], c => c.PointsOnlyRefuses, (c, v) => c with { PointsOnlyRefuses = v }),
        Number("ItemNameBytes",          "the longest ItemName, in CP932 bytes; of a contract in characters too",             1,    4_096,            c => c.ItemNameBytes,     (c, v) => c with { ItemNameBytes = v }),
        Number("ReturnUrlLength",        "the longest RetURL, in characters and in bytes",                                    1,    8_192,            c => c.ReturnUrlLength,   (c, v) => c with { ReturnUrlLength = v }),
        OneOf ("ForbiddenCharacters",    "what ItemName and ClientField1 to 3 must not have: symbols, machine-dependent characters and controls; symbols and controls; or nothing", c => c.ForbiddenCharacters, (c, v) => c with { ForbiddenCharacters = v }),
        Number("LargestAmount",          "the largest sum of Amount and Tax, in yen; neither may have more digits than it",   1,    999_999_999,      c => c.LargestAmount,     (c, v) => c with { LargestAmount = v }),
        OneOf ("OrderIdReuse",           "whether an OrderID is free again once its payment has failed or expired",                                      c => c.OrderIdReuse,      (c, v) => c with { OrderIdReuse = v }),
        OneOf ("CredentialErrors",       "whether a wrong ShopID and ShopPass are told together with errors of fields",                                  c => c.CredentialErrors,  (c, v) => c with { CredentialErrors = v }, OfServer: true),
        OneOf ("UnknownPair",            "where the code of an unknown AccessID and AccessPass stands: after their own codes, for malformed ones too, or last; where CredentialErrors is OnlyWithout, only without errors of fields", c => c.UnknownPair, (c, v) => c with { UnknownPair = v }) with { Fact = Facts.RecordedSiblings },
        OneOf ("FieldCase",              "whether the case of field names in requests counts",                                                           c => c.FieldCase,         (c, v) => c with { FieldCase = v }, OfServer: true),
        OneOf ("RepeatedField",          "which of several fields of one name counts",                                                                   c => c.RepeatedField,     (c, v) => c with { RepeatedField = v }, OfServer: true),
        Number("ConcurrentCalls",        "so many calls of all shops are answered at once, further ones are refused with E92000001; 0: no limit", 0, 10_000, c => c.ConcurrentCalls, (c, v) => c with { ConcurrentCalls = v }, OfServer: true),
        Number("ConcurrentCallsPerShop", "so many calls of a shop are answered at once, further ones are refused with E92000002; 0: no limit",    0, 10_000, c => c.ConcurrentCallsPerShop, (c, v) => c with { ConcurrentCallsPerShop = v }),
        Days  ("ClosingDays",            "the closing days of SBPS's deposits; 31 is the month's last day",                                              c => c.ClosingDays,       (c, v) => c with { ClosingDays = v }),
    ];

    /// <summary>The names of all, for messages.</summary>
    public static string AllNames => string.Join(", ", All.Select(choice => choice.Name));

    public static ProtocolOption? Find(string name) => All.FirstOrDefault(choice => choice.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with written choices, by name.</summary>
    public static IEnumerable<(string Name, string Value, string Allowed)> Validate(IReadOnlyDictionary<string, string> written, bool ofShop)
    {
        foreach (var (name, value) in written)
        {
            if (Find(name) is not { } choice) yield return (name, value, $"no such choice; there are {AllNames}");
            else if (ofShop && choice.IsServerOnly) yield return (name, value, "nothing here: it is a choice of the server, KantanSim:Protocol");
            else if (choice.TryApply(new(), value) is null) yield return (name, value, choice.Allowed);
        }
    }

    /// <summary>Written choices over others. Those with a fault are for <see cref="Validate"/> to tell.</summary>
    public static ProtocolOptions Apply(ProtocolOptions before, IReadOnlyDictionary<string, string> written) =>
        written.Aggregate(before, (choices, line) => Find(line.Key)?.TryApply(choices, line.Value) ?? choices);

    static string[] GatewayStatuses => [.. GatewayStatus.All.Select(status => status.Code)];

    static ProtocolOption Flag(string name, string about, Func<ProtocolOptions, bool> read, Func<ProtocolOptions, bool, ProtocolOptions> with) =>
        new(name, about, "true or false", choices => read(choices) ? "true" : "false", (choices, text) => bool.TryParse(text, out var flag) ? with(choices, flag) : null) { Values = ["true", "false"] };

    static ProtocolOption OneOf<T>(string name, string about, Func<ProtocolOptions, T> read, Func<ProtocolOptions, T, ProtocolOptions> with, bool OfServer = false) where T : struct, Enum =>
        new(name, about, string.Join(", ", Enum.GetNames<T>()), choices => read(choices).ToString(),
            (choices, text) => Enum.GetNames<T>().FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found ? with(choices, Enum.Parse<T>(found)) : null, OfServer) { Values = [.. Enum.GetNames<T>()] };

    static ProtocolOption Words(string name, string about, string[] words, Func<ProtocolOptions, string> read, Func<ProtocolOptions, string, ProtocolOptions> with) =>
        new(name, about, string.Join(", ", words), read, (choices, text) => words.Contains(text) ? with(choices, text) : null) { Values = [.. words] };

    static ProtocolOption Number(string name, string about, int from, int to, Func<ProtocolOptions, int> read, Func<ProtocolOptions, int, ProtocolOptions> with, bool OfServer = false) =>
        new(name, about, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"), choices => read(choices).ToString(CultureInfo.InvariantCulture),
            (choices, text) => Whole(text) is { } number && number >= from && number <= to ? with(choices, number) : null, OfServer)
        { AllowedJa = string.Create(CultureInfo.InvariantCulture, $"{from}～{to}の整数") };

    static ProtocolOption Names(string name, string about, string[] known, Func<ProtocolOptions, ImmutableArray<string>> read, Func<ProtocolOptions, ImmutableArray<string>, ProtocolOptions> with) =>
        new(name, about, $"with commas, of {string.Join(", ", known)}", choices => string.Join(',', read(choices)), (choices, text) =>
        {
            var names = Split(text).Select(asked => known.FirstOrDefault(one => one.Equals(asked, StringComparison.OrdinalIgnoreCase))).ToList();
            return names.Contains(null) ? null : with(choices, [.. names.OfType<string>().Distinct()]);
        })
        { AllowedJa = $"カンマ区切り：{string.Join("、", known)}" };

    static ProtocolOption Days(string name, string about, Func<ProtocolOptions, ImmutableArray<int>> read, Func<ProtocolOptions, ImmutableArray<int>, ProtocolOptions> with) =>
        new(name, about, "days of the month with commas, 1 to 31", choices => string.Join(',', read(choices)), (choices, text) =>
        {
            var days = Split(text).Select(Whole).ToList();
            return days.Count == 0 || days.Any(day => day is not (>= 1 and <= 31)) ? null : with(choices, [.. days.OfType<int>().Distinct().Order()]);
        })
        { AllowedJa = "日（1～31）をカンマ区切りで" };

    const string FileNames = "letters, digits, . _ - with {ShopId} and {Date}, 1 to 100 characters, no dot first";

    static bool IsFileName(string text) => text.Length is > 0 and <= 100 && text[0] != '.'
        && text.Replace("{ShopId}", "", StringComparison.Ordinal).Replace("{Date}", "", StringComparison.Ordinal)
            .All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-');

    static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Written(DailyWindow? window) => window is { } set ? string.Create(CultureInfo.InvariantCulture, $"{set.From:HH\\:mm}-{set.To:HH\\:mm}") : "";

    static bool Window(string text, out DailyWindow? window)
    {
        window = null;
        if (text.Length == 0) return true;
        var parts = text.Split('-');
        if (parts.Length != 2 || Time(parts[0]) is not { } from || Time(parts[1]) is not { } to || from == to) return false;
        window = new(from, to);
        return true;
    }

    static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
