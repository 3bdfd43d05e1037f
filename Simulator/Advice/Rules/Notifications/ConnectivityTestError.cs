using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>8: the shop fails on the gateway's connectivity test.</summary>
internal sealed class ConnectivityTestError : Rule
{
    public override int Number => 8;

    public override string Id => "connectivity-test-error";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Connectivity test fails", "疎通テストでエラーになった"),
        new("The shop answered the last connectivity test of the gateway (ErrInfo E00000000, no order) with 5xx (error) or 4xx (warning).",
            "注文のない直近の疎通テスト（ErrInfo が E00000000）に、お店が5xx（エラー）または4xx（警告）を返した。"),
        new("The gateway sends it to find out whether the notification URL works. It tells of no order, which the shop must not trip over.",
            "結果通知URLが動作しているかを確かめる通知です。注文の項目がなくても、エラーにしてはいけません。"),
        new("Answer 0 when ErrCode is E00, before you look for the order.",
            "注文を探す前に ErrCode を調べ、E00 なら「0」を返してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from test in history.Observations.Where(one => one.Kind == ObservedKind.ConnectivityTest).TakeLast(1)
        where test.HttpStatus >= 400
        select Found(test.At, Sentence(test, JstTime.Of(test.At, history.Now)), [history.EvidenceOf(test)],
            test.HttpStatus >= 500 ? Severity.Error : Severity.Warning) with
        { Subject = "last test" };

    static Note Sentence(Observation test, string time) => new(
        $"Your shop answered {test.HttpStatus} to the connectivity test at {test.Api}, at {time}; it has to answer 0, although the test "
            + "names no order.",
        $"お店は{time}の疎通テスト（{test.Api}）に {test.HttpStatus} を返しました。注文のない通知ですが、「0」を返す必要があります。");
}
