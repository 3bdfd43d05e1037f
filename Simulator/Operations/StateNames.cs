using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The names of states on pages: of statuses of payments, and of the states of notifications.</summary>
internal static class StateNames
{
    /// <summary>
    /// The Japanese name: a status keeps its code, <c>AUTH（仮売上）</c>, because the shop's programs and the logs have it; a state of a
    /// notification, <c>受領済み</c> for <c>delivered</c>, does not. Another text is its own name.
    /// </summary>
    public static string Japanese(string state) => state switch
    {
        "delivered" => "受領済み",
        "pending" => "送信待ち",
        "retrying" => "再送待ち（未受信）",
        "failed" => "送信失敗",
        _ => OfStatus(state),
    };

    /// <summary>The English name: that of the state itself, unless it says too little.</summary>
    public static string English(string state) => state == "retrying" ? "not received, tried again" : state;

    static string OfStatus(string code)
    {
        var name = GatewayStatus.Meaning(new Status(code)).Ja;
        return name == code ? code : $"{code}（{name}）";
    }
}
