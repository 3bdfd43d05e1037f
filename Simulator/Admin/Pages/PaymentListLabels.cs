using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>What the payment list calls outcomes, notification results and the parts of its filter.</summary>
internal static class PaymentListLabels
{
    public static (string En, string Ja) Of(Outcome outcome) => outcome switch
    {
        Outcome.Paid => ("Paid", "支払い済み"),
        Outcome.InProgress => ("In progress", "手続き中"),
        Outcome.Cancelled => ("Cancelled or ended", "取消・終了"),
        _ => ("Failed or expired", "失敗・期限切れ"),
    };

    public static (string En, string Ja) Of(NotificationResult result) => result switch
    {
        NotificationResult.None => ("None", "通知なし"),
        NotificationResult.Retrying => ("Not received, tried again", StateNames.Japanese(PaymentNames.Id(result))),
        _ => ($"{result}", StateNames.Japanese(PaymentNames.Id(result))),
    };

    /// <summary>A part of the filter.</summary>
    /// <param name="name">Its name in the query.</param>
    public static (string En, string Ja) OfPart(string name) => name switch
    {
        "shopId" => ("Shop", "ショップ"),
        "orderId" => ("Order ID", "注文ID"),
        "status" => ("Status", "状態"),
        "outcome" => ("Outcome", "結果"),
        "scenario" => ("Scenario", "シナリオ"),
        "notification" => ("Notifications", "結果通知"),
        "attention" => ("Needs attention", "要確認"),
        "severity" => ("Advice", "アドバイス"),
        "rule" => ("Rule", "ルール"),
        "from" => ("From", "登録日時（から）"),
        _ => ("Until", "登録日時（まで）"),
    };

    /// <summary>The value of a part of the filter; what cannot be read is shown as it was written.</summary>
    public static (string En, string Ja) OfValue(string name, string value) => name switch
    {
        "outcome" when PaymentNames.Outcome(value) is { } outcome => Of(outcome),
        "notification" when PaymentNames.Notified(value) is { } result => Of(result),
        "severity" when SeverityId.Parse(value) is { } severity => Pair(RuleModel.Of(severity)),
        "rule" when RuleCatalog.Find(value) is { } rule => (rule.Text.Title.En, rule.Text.Title.Ja),
        "status" => (value, string.Join(", ", value.Split(',').Select(StateNames.Japanese))),
        "from" or "to" => (value.Replace('T', ' '), value.Replace('T', ' ')),
        "attention" => ("yes", "あり"),
        _ => (value, value),
    };

    /// <summary>The template model of a label with an id.</summary>
    public static Dictionary<string, object?> Model(string id, (string En, string Ja) label) =>
        new() { ["id"] = id, ["en"] = label.En, ["ja"] = label.Ja };

    static (string En, string Ja) Pair(Dictionary<string, object?> model) => ($"{model["en"]}", $"{model["ja"]}");
}
