using KantanSim.Transactions;

namespace KantanSim.Dashboard;

/// <summary>What can be due, in words.</summary>
internal static class DueWords
{
    public static (string En, string Ja) Of(Due due) => due switch
    {
        Due.Expiry       => ("the payment term ends",             "支払期限"),
        Due.AuthExpiry   => ("the authorisation ends",            "与信の有効期限"),
        Due.Reversal     => ("points and coupons are given back", "ポイント・クーポンの返還"),
        Due.Settlement   => ("the sale is paid to the shop",      "売上の入金"),
        Due.Refund       => ("a refund is taken off the deposit", "返金の差引き"),
        Due.Notification => ("a notification is sent",            "結果通知の送信"),
        Due.Month        => ("the contract's next month begins",  "契約の翌月分の開始"),
        Due.Charge       => ("a month is charged",                "月次課金"),
        _                => ($"{due}", $"{due}"),
    };
}
