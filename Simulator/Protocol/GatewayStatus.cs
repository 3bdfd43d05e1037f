using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>The statuses that methods share, as the wire spells them. The Japanese labels are those of the shop's admin pages.</summary>
internal static class GatewayStatus
{
    static readonly Dictionary<Status, (string En, string Ja, Fact Fact)> Meanings = [];

    public static readonly Status Unprocessed = Row("UNPROCESSED", "registered, payment not requested",             "未決済",     Facts.SiblingReceivers);
    public static readonly Status Requested   = Row("REQSUCCESS",  "payment requested, the consumer is awaited",    "要求成功",   Facts.SiblingReceivers);
    public static readonly Status InProcess   = Row("AUTHPROCESS", "the consumer is at the wallet",                 "手続き中",   Facts.SiblingReceivers);
    public static readonly Status Authorised  = Row("AUTH",        "authorised; of a month: the charge is made",    "仮売上",     Facts.SiblingReceivers);
    public static readonly Status Captured    = Row("CAPTURE",     "paid at once",                                  "即時売上",   Facts.SiblingReceivers);
    public static readonly Status Sold        = Row("SALES",       "captured; of a month: charged",                 "実売上",     Facts.SiblingReceivers);
    public static readonly Status Registered  = Row("REGISTER",    "the recurring contract is live",                "登録",       Facts.Carriers);
    public static readonly Status Cancelled   = Row("CANCEL",      "cancelled, and paid back",                      "キャンセル", Facts.SiblingReceivers);
    public static readonly Status Failed      = Row("PAYFAIL",     "failed, or stopped by the consumer",            "決済失敗",   Facts.SiblingReceivers);
    public static readonly Status Expired     = Row("EXPIRED",     "the payment term ran out",                      "期限切れ",   Facts.SiblingReceivers);
    public static readonly Status Ended       = Row("END",         "ended by force (only if chosen)",               "終了",       Facts.Chosen);

    public static IEnumerable<Status> All => Meanings.Keys;

    /// <summary>What a status means; one that only its own method knows means its code.</summary>
    public static (string En, string Ja, Fact Fact) Meaning(Status status) =>
        Meanings.TryGetValue(status, out var meaning) ? meaning : (status.Code, status.Code, Facts.Chosen);

    static Status Row(string code, string en, string ja, Fact fact)
    {
        var status = new Status(code);
        Meanings.Add(status, (en, ja, fact));
        return status;
    }
}
