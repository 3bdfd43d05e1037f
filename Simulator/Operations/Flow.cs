using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>One of the eleven steps of a payment: sender, receiver and title.</summary>
internal sealed record FlowStep(int Number, string From, string To, string En, string Ja);

/// <summary>The steps that the diagram of every payment shows, whether or not they have happened.</summary>
internal static class Flow
{
    public static readonly IReadOnlyList<FlowStep> Steps =
    [
        new( 1, Party.Consumer,   Party.Merchant, "Purchase",                      "購入"),
        new( 2, Party.Merchant,   Party.Gateway,  "Payment processing",            "決済処理"),
        new( 3, Party.Gateway,    Party.Wallet,   "Payment processing",            "決済処理"),
        new( 4, Party.Wallet,     Party.Gateway,  "Authentication URL issued",     "認証URL発行"),
        new( 5, Party.Gateway,    Party.Merchant, "Result returned",               "処理結果"),
        new( 6, Party.Merchant,   Party.Consumer, "Authentication screen",         "認証画面へ"),
        new( 7, Party.Consumer,   Party.Wallet,   "Authentication",                "認証"),
        new( 8, Party.Wallet,     Party.Gateway,  "Completion notice",             "完了通知"),
        new( 9, Party.Gateway,    Party.Merchant, "Result notification",           "結果通知"),
        new(10, Party.Merchant,   Party.Consumer, "Service delivery",              "サービス提供"),
        new(11, Party.Settlement, Party.Merchant, "Deposit",                       "入金"),
    ];
}
