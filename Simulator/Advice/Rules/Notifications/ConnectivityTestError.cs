using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>8: the shop fails on the gateway's connectivity test.</summary>
internal sealed class ConnectivityTestError : NotificationRule
{
    public override int Number => 8;

    public override string Id => "connectivity-test-error";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Connectivity test fails", "疎通テストでエラーになった"),
        new("The shop answered the last connectivity test of the gateway (ErrInfo E00000000, no order) with 5xx (error), or with something "
                + "else than 200 and the body 0 (warning).",
            "注文のない直近の疎通テスト（ErrInfo が E00000000）に、お店が5xx（エラー）、または200と本文「0」以外（警告）を返した。"),
        new("The gateway sends it to find out whether the notification URL works. It tells of no order, which the shop must not trip over.",
            "結果通知URLが動作しているかを確かめる通知です。注文の項目がなくても、エラーにしてはいけません。"),
        new("Answer 0 when ErrCode is E00, before you look for the order.",
            "注文を探す前に ErrCode を調べ、E00 なら「0」を返してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from test in history.Observations.Where(one => one.Kind == ObservedKind.ConnectivityTest).TakeLast(1)
        where !IsPassed(test)
        select Found(test.At, Sentence(test, JstTime.Of(test.At, history.Now)), [history.EvidenceOf(test)],
            test.HttpStatus >= 500 ? Severity.Error : Severity.Warning) with
        { Subject = "last test" };

    // A shop that did not answer may not run yet.
    static bool IsPassed(Observation test) => test is { HttpStatus: 0 } or { HttpStatus: 200, Reply: null }
        || (test.HttpStatus == 200 && test.Reply!.Trim() == "0");

    static Note Sentence(Observation test, string time)
    {
        var reply = ReplyKind.Of(test.Reply);
        var answer = test.HttpStatus == 200
            ? new Note($"200 with {reply.En}", $"{reply.Ja}を 200 で")
            : new Note($"{test.HttpStatus}", $" {test.HttpStatus} を");
        return new(
            $"Your shop answered {answer.En} to the connectivity test at {test.Api}, at {time}; it has to answer 0, although the test "
                + "names no order.",
            $"お店は{time}の疎通テスト（{test.Api}）に{answer.Ja}返しました。注文のない通知ですが、「0」を返す必要があります。");
    }
}
