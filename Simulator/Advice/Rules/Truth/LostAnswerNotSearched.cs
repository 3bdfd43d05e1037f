using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>15: a call's answer was lost, and the shop did not look for the outcome.</summary>
internal sealed class LostAnswerNotSearched : Rule
{
    public override int Number => 15;

    public override string Id => "lost-answer-not-searched";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Lost answer, no search", "失われた応答の結果を照会していない"),
        new("A call got no readable answer (broken connection, no answer, HTTP error or broken bytes), and no SearchTradeMulti for the "
                + "order followed within an hour. A later answer of the same API does as well, and with ResultFrom notification a "
                + "notification that the shop took after the call. A registration does not count: nobody can pay it before it is "
                + "requested.",
            "呼び出しの応答が届かなかった、または読めなかったのに、1時間以内に SearchTradeMulti で照会していない。"
                + "同じ取引で同じAPIの応答を後から受け取った場合と、ResultFrom が notification のお店が呼び出しの後に結果通知を受け取った場合を除く。"
                + "取引登録は、決済実行まで支払えないため対象外。"),
        new("The gateway may have carried the call out. A shop that takes silence for a refusal loses or doubles payments.",
            "処理はゲートウェイで行われた可能性があります。応答がないことを失敗とみなすと、決済の取りこぼしや二重決済になります。"),
        new("After a lost answer ask SearchTradeMulti for the order, and go on from the status that it reports.",
            "応答が失われたら、SearchTradeMulti で取引の状態を照会し、その状態に従って処理を続けてください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from call in Unsearched(history)
        where history.Now >= call.At + Patience
        select Found(call.At + Patience, Sentence(call), [history.EvidenceOf(call)]);

    public override DateTimeOffset? JudgesAt(History history) =>
        Unsearched(history).Select(call => (DateTimeOffset?)(call.At + Patience)).Where(at => at > history.Now).Min();

    static IEnumerable<Observation> Unsearched(History history) =>
        history.Calls.Where(call => LostCalls.HasOutcomeToSearch(call) && !Looks.After(history, call) && !IsKnownOtherwise(history, call));

    // The same call was answered later, or a shop that relies on notifications has received one.
    static bool IsKnownOtherwise(History history, Observation lost) =>
        history.Calls.Any(call => call.Number > lost.Number && call.Api == lost.Api && !call.IsAnswerLost)
        || (history.Shop.ResultFrom == ResultSource.Notification
            && history.Attempts.Any(one => one.Attempt.End == AttemptResult.Received && one.Attempt.RealAt >= lost.BeganAt));

    static Note Sentence(Observation call) => new(
        $"The answer of {call.Api} was lost, and your shop did not ask SearchTradeMulti for the outcome within an hour.",
        $"{call.Api} の応答が失われましたが、お店は1時間以内に SearchTradeMulti で結果を照会していません。");
}
