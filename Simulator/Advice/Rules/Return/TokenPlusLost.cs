using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Return;

/// <summary>39: the page that leads to StartURL sends the Token without percent-encoding.</summary>
internal sealed class TokenPlusLost : Rule
{
    public override int Number => 39;

    public override string Id => "token-plus-lost";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Token lost its +", "Token の「+」が失われた"),
        new("A browser opened StartURL with a Token that has a space where the answer of the payment request has a +.",
            "ブラウザが StartURL を開いたとき、Token の「+」が空白になっていた。"),
        new("In a form or a query string a + means a space. The gateway takes the changed Token for a forged one and refuses the consumer. "
                + "Tokens without a + work, so it looks like chance.",
            "フォームやクエリー文字列では「+」は空白を表します。変わった Token は改ざんとみなされ、利用者は拒否されます。"
                + "「+」を含まない Token では成功するため、偶然のように見えます。"),
        new("Post AccessID and Token in the fields of a form, or percent-encode the Token (+ as %2B) when you build the body or the URL.",
            "AccessID と Token はフォームの項目として送信するか、URLや本文を組み立てるときに Token をパーセントエンコード（「+」は %2B）してください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        var starts = history.Observations.Where(one => one is { Kind: ObservedKind.Start, IsTokenPlusLost: true }).ToList();
        if (starts.Count == 0) return [];
        var last = starts[^1];
        return [Found(last.At, Sentence(last, JstTime.Of(last.At, history.Now)), starts.TakeLast(MaxEvidence).Select(history.EvidenceOf))];
    }

    static Note Sentence(Observation start, string time) => new(
        $"The browser opened {start.Api} at {time} with a Token whose + had become a space; the gateway refused it with "
            + $"{start.Answer.GetValueOrDefault("ErrInfo", "an error")}.",
        $"{time}に、「+」が空白になった Token で {start.Api} が開かれました。ゲートウェイは {start.Answer.GetValueOrDefault("ErrInfo", "エラー")} で拒否しました。");
}
