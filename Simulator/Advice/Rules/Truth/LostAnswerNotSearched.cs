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
        new("A call got no readable answer (broken connection, no answer, HTTP error or broken bytes), and no SearchTradeMulti that was "
                + "answered with a Status followed within an hour. A later answer of the same API does as well, and with ResultFrom "
                + "notification a notification that the shop took after the call. A registration does not count: nobody can pay it before "
                + "it is requested.",
            "呼び出しの応答が届かなかった、または読めなかったのに、1時間以内に SearchTradeMulti で Status を確認していない。"
                + "同じ取引で同じAPIの応答を後から受け取った場合と、ResultFrom が notification のお店が呼び出しの後に結果通知を受け取った場合を除く。"
                + "取引登録は、決済実行まで支払えないため対象外。"),
        new("The gateway may have carried the call out. A shop that takes silence for a refusal loses or doubles payments.",
            "処理はゲートウェイで行われた可能性があります。応答がないことを失敗とみなすと、決済の取りこぼしや二重決済になります。"),
        new("After a lost answer ask SearchTradeMulti for the order, and go on from the status that it reports.",
            "応答が失われたら、SearchTradeMulti で取引の状態を照会し、その状態に従って処理を続けてください。"));

    // One finding an API: a shop that does not search after one lost answer does not after a hundred.
    public override IEnumerable<Finding> Judge(History history) =>
        from call in Unsearched(history)
        where history.Now >= call.At + Patience
        group call by call.Api into ofApi
        let calls = ofApi.ToList()
        let evidence = calls.TakeLast(MaxEvidence).Select(history.EvidenceOf)
        let finding = Found(calls[0].At + Patience, Sentence(history, calls[0]), evidence)
        select finding with { Subject = ofApi.Key };

    public override DateTimeOffset? JudgesAt(History history) =>
        Unsearched(history).Select(call => (DateTimeOffset?)(call.At + Patience)).Where(at => at > history.Now).Min();

    static IEnumerable<Observation> Unsearched(History history)
    {
        var lost = history.Calls.Where(LostCalls.HasOutcomeToSearch).ToList();
        if (lost.Count == 0) return [];
        var looks = history.Searches.Where(Looks.IsAnswered).ToList();
        var (lastLook, newestLook) = (looks.LastOrDefault(), looks.MaxBy(look => look.BeganAt));
        var answered = history.Calls.Where(call => !call.IsAnswerLost).GroupBy(call => call.Api)
            .ToDictionary(ofApi => ofApi.Key, ofApi => ofApi.Max(call => call.Number));
        var notifiedAt = NotifiedAt(history);
        return lost.Where(call =>
            !IsLookAfter(call) && answered.GetValueOrDefault(call.Api) < call.Number && !(notifiedAt >= call.BeganAt));

        bool IsLookAfter(Observation call) => lastLook is not null && (Looks.IsAfter(lastLook, call) || Looks.IsAfter(newestLook!, call));
    }

    // When a shop that relies on notifications took the last one; in real time.
    static DateTimeOffset? NotifiedAt(History history) => history.Shop.ResultFrom == ResultSource.Notification
        ? history.Attempts.Where(one => one.Attempt.End == AttemptResult.Received).Max(one => (DateTimeOffset?)one.Attempt.RealAt)
        : null;

    static Note Sentence(History history, Observation call)
    {
        var happened = LostCalls.Happened(call, JstTime.Of(call.At, history.Now));
        return new(
            $"{happened.En}, and your shop did not get the outcome from SearchTradeMulti within an hour.",
            $"{happened.Ja}お店は1時間以内に SearchTradeMulti で結果を確認していません。");
    }
}
