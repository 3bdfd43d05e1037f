#pragma warning disable format // aligned tables
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The name of each kind of job on the pages.</summary>
internal static class JobKindLabels
{
    public static (string En, string Ja) Of(JobKind kind) => kind switch
    {
        JobKind.Expiry       => ("the payment term ends",                 "支払い期限切れ"),
        JobKind.AuthExpiry   => ("the authorisation expires",             "仮売上の期限切れ"),
        JobKind.Reversal     => ("points and coupons are returned",       "ポイント・クーポンの返却"),
        JobKind.Settlement   => ("the sale is deposited",                 "売上の入金"),
        JobKind.Refund       => ("the refund is deducted from a deposit", "返金の差し引き"),
        JobKind.Notification => ("a result notification is sent",         "結果通知の送信"),
        JobKind.Month        => ("a contract's month begins",             "継続課金の月初処理"),
        JobKind.Charge       => ("a month is charged",                    "継続課金の課金"),
        _                    => throw new InvalidOperationException($"The job kind {kind} has no label."),
    };
}
