#pragma warning disable format // aligned tables
using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>The statuses that payment methods share, as on the wire. The Japanese labels are those of the shop's admin pages.</summary>
internal static class GatewayStatus
{
    static readonly Dictionary<Status, (string En, string Ja, Fact Fact)> Meanings = [];

    public static readonly Status Unprocessed = Row("UNPROCESSED", "registered, payment not requested",           "未決済",   Facts.SiblingReceivers);
    public static readonly Status Requested   = Row("REQSUCCESS",  "payment requested, waiting for the consumer", "要求成功",  Facts.SiblingReceivers);
    public static readonly Status InProcess   = Row("AUTHPROCESS", "the consumer is at the wallet",               "手続き中",  Facts.SiblingReceivers);
    public static readonly Status Authorised  = Row("AUTH",        "authorised; monthly charge: created",         "仮売上",   Facts.SiblingReceivers);
    public static readonly Status Captured    = Row("CAPTURE",     "authorised and captured at once",             "即時売上",  Facts.SiblingReceivers);
    public static readonly Status Sold        = Row("SALES",       "captured; monthly charge: charged",           "実売上",   Facts.SiblingReceivers);
    public static readonly Status Registered  = Row("REGISTER",    "the recurring contract is active",            "登録",    Facts.Carriers);
    public static readonly Status Cancelled   = Row("CANCEL",      "cancelled; the amount is returned",           "キャンセル", Facts.SiblingReceivers);
    public static readonly Status Failed      = Row("PAYFAIL",     "failed, or cancelled by the consumer",        "決済失敗",  Facts.SiblingReceivers);
    public static readonly Status Expired     = Row("EXPIRED",     "the payment term has expired",                "期限切れ",  Facts.SiblingReceivers);
    public static readonly Status Ended       = Row("END",         "terminated (only when configured)",           "終了",    Facts.Chosen);

    public static IEnumerable<Status> All => Meanings.Keys;

    /// <summary>The meaning of a status. A status that only its own method has is its own meaning.</summary>
    public static (string En, string Ja, Fact Fact) Meaning(Status status) =>
        Meanings.TryGetValue(status, out var meaning) ? meaning : (status.Code, status.Code, Facts.Chosen);

    static Status Row(string code, string en, string ja, Fact fact)
    {
        var status = new Status(code);
        Meanings.Add(status, (en, ja, fact));
        return status;
    }
}
