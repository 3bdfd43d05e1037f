using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The names of senders and receivers on Japanese pages. In English they are as on the timeline.</summary>
internal static class PartyLabels
{
    public static string ToJapanese(string party) => party switch
    {
        Party.Consumer => "利用者",
        Party.Merchant => "お店",
        Party.Gateway => "ゲートウェイ",
        Party.Wallet => "ウォレット",
        Party.Simulator => "シミュレーター",
        _ => party,
    };
}
