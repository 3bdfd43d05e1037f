using KantanSim.Advice.Rules.Truth;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>9: the shop has no notification URL, and did not ask for the result in another way.</summary>
internal sealed class NotificationUrlMissing : Rule
{
    public override int Number => 9;

    public override string Id => "notification-url-missing";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("No notification URL", "結果通知URLが設定されていない"),
        new("A payment's result was not notified, because the shop has no notification URL, and no SearchTradeMulti for the order followed "
                + "within an hour.",
            "結果通知URLが設定されていないため決済の結果が通知されず、その後1時間以内に SearchTradeMulti での照会もない。"),
        new("Then only the browser can bring the result, and it may never come back.",
            "この場合、結果を伝えるのはブラウザだけですが、ブラウザは戻ってこないことがあります。"),
        new("Set the notification URL of the shop, or ask SearchTradeMulti about every order that stays open.",
            "ショップの結果通知URLを設定するか、未確定の注文をすべて SearchTradeMulti で照会してください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        if (Missed(history) is not { } result || history.Now < result.At + Patience) return [];
        var (shop, time) = (history.Shop.ShopId, JstTime.Of(result.At, history.Now));
        var sentence = new Note(
            $"The payment's result of {time} was not notified, because shop {shop} has no notification URL, and your shop has not searched "
                + "for it since.",
            $"ショップ {shop} に結果通知URLがないため、{time}に出た決済の結果は通知されませんでした。その後、お店からの照会もありません。");
        return [Found(result.At + Patience, sentence, history.EvidenceOfResult())];
    }

    public override DateTimeOffset? JudgesAt(History history) => Missed(history)?.At + Patience;

    // The wallet's report of the consumer's decision, unless the shop could be notified of it or has asked since.
    static TimelineEntry? Missed(History history)
    {
        if (history.Shop.NotifyUrl.Length > 0 || history.Attempts.Any(one => one.Attempt.End != AttemptResult.NoUrl)) return null;
        return history.Searches.Any(search => Looks.IsAfterResult(history, search)) ? null : history.Result;
    }
}
