using System.Globalization;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>28: the shop waits too long for an answer that does not come.</summary>
internal sealed class HangWaitedLong : CallRule
{
    const double MaxMilliseconds = 60_000;

    public override int Number => 28;

    public override string Id => "hang-waited-long";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("No limit on waiting", "応答を長く待ちすぎた"),
        new("A call that got no answer was kept open for more than 60 seconds of real time.",
            "応答のない呼び出しが、実時間で60秒を超えて待ち続けられた。"),
        new("Each waiting call holds a process of your server. When the gateway hangs, the whole shop hangs.",
            "待っている呼び出しは、それぞれサーバーのプロセスを占有します。ゲートウェイが止まると、お店全体が止まります。"),
        new("Set a timeout of 10 to 30 seconds on the HTTP client, then ask SearchTradeMulti for the outcome.",
            "HTTPクライアントに10～30秒のタイムアウトを設定し、その後 SearchTradeMulti で結果を照会してください。"));

    // Real time only: the limit of an HTTP client does not follow the simulated clock.
    public override IEnumerable<Finding> Judge(History history) =>
        FoundByApi(history, call => call.Fault == AnswerFault.Hung && call.Milliseconds > MaxMilliseconds, Sentence);

    static Note Sentence(List<Observation> calls)
    {
        var (call, times) = (calls[^1], Times(calls.Count));
        var seconds = (call.Milliseconds / 1_000).ToString("0", CultureInfo.InvariantCulture);
        return new(
            $"Your shop waited {seconds} s for an answer of {call.Api} that did not come{times.En}.",
            $"お店は、返ってこない {call.Api} の応答を{seconds}秒待ちました{(calls.Count == 1 ? "" : $"（{times.Ja}）")}。");
    }
}
