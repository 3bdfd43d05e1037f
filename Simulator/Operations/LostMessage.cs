using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A message that its receiver did not get.</summary>
/// <param name="Why">Why it did not arrive; it follows the name of the message.</param>
/// <param name="IsScripted">Whether the scenario kept it back, which is no fault of the shop.</param>
internal sealed record LostMessage(string From, string To, Note Why, bool IsScripted)
{
    /// <summary>A notification that was not delivered; null for an attempt that has reached the shop.</summary>
    public static LostMessage? Of(NotificationAttempt attempt) => attempt.End switch
    {
        AttemptResult.Omitted => ToShop("not sent: the scenario omits it, no fault of the shop",
            "未送信：シナリオの指定による省略で、お店の不備ではありません", isScripted: true),
        AttemptResult.NoUrl => ToShop("not sent: the shop has no notification URL", "未送信：ショップに結果通知URLがありません"),
        AttemptResult.NotReached => ToShop("not delivered", "配信できませんでした"),
        _ => null,
    };

    /// <summary>An answer of the gateway that a scenario kept back.</summary>
    /// <param name="fault">The fault as the timeline names it.</param>
    /// <returns>Null when the fault does not lose the answer.</returns>
    public static LostMessage? OfAnswer(string fault)
    {
        const string otherStatus = "answered with HTTP ";
        if (fault == TimelineEntry.BrokenOff)
            return ToShop("not received: the connection was broken off", "未着：接続が切断されました", isScripted: true);
        if (fault == TimelineEntry.LeftUnanswered)
            return ToShop("not received: the call was left without an answer", "未着：応答が返されませんでした", isScripted: true);
        if (!fault.StartsWith(otherStatus, StringComparison.Ordinal)) return null;
        var status = fault[otherStatus.Length..].Split(' ')[0];
        return ToShop($"not received: HTTP {status} came instead", $"未着：代わりに HTTP {status} が返されました", isScripted: true);
    }

    /// <summary>The browser that a scenario does not let return.</summary>
    public static readonly LostMessage Return = ToShop(TimelineEntry.AsTheScenarioSays, "シナリオの指定によるものです", isScripted: true);

    /// <summary>A return to a RetURL that is not allowed.</summary>
    public static readonly LostMessage RefusedReturn = ToShop("not sent", "送信していません");

    /// <summary>A completion notice that the gateway does not get.</summary>
    public static readonly LostMessage Notice = new(
        Party.Wallet, Party.Gateway,
        new("not received: the gateway does not hear of it", "未着：ゲートウェイには届いていません"), IsScripted: true);

    static LostMessage ToShop(string en, string ja, bool isScripted = false) =>
        new(Party.Gateway, Party.Merchant, new(en, ja), isScripted);
}
