using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>19: an API is called with GET.</summary>
internal sealed class CallByGet : CallRule
{
    public override int Number => 19;

    public override string Id => "call-by-get";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("API called with GET", "APIをGETで呼び出した"),
        new("An API was called with GET, PUT or another method than POST. HEAD and OPTIONS do not count: browsers and monitors send them.",
            "APIが、GETやPUTなどPOST以外のメソッドで呼び出された。ブラウザや監視が送る HEAD と OPTIONS は対象外。"),
        new("The gateway answers E31500014 and does nothing.", "ゲートウェイは E31500014 を返し、何も処理しません。"),
        new("Send POST with the fields in the body. Check that your HTTP client does not turn POST into GET when it follows a redirect.",
            "POSTで、項目を本文に入れて送信してください。"
                + "HTTPクライアントがリダイレクトの際にPOSTをGETに変えていないかも確かめてください。"));

    // HEAD and OPTIONS are sent by browsers and monitors, not by a shop's client.
    public override IEnumerable<Finding> Judge(History history) =>
        FoundByApi(history, call => call.Verb is not ("POST" or "HEAD" or "OPTIONS"), Sentence);

    static Note Sentence(List<Observation> calls)
    {
        var (call, times) = (calls[^1], Times(calls.Count));
        return new(
            $"Your shop called {call.Api} with {call.Verb}{times.En}; the gateway accepts only POST and answered E31500014.",
            $"お店は {call.Api} を {call.Verb} で{times.Ja}呼び出しました。"
                + "ゲートウェイはPOSTだけを受け付けるため、E31500014 を返しました。");
    }
}
