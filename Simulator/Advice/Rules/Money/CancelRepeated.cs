using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>34: a cancel of what the shop knew to be cancelled.</summary>
internal sealed class CancelRepeated : Rule
{
    public override int Number => 34;

    public override string Id => "cancel-repeated";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Cancelled twice", "取消の繰り返し"),
        new("A cancel was called again after a cancel or a search had answered CANCEL.",
            "取消または照会の応答が CANCEL になった後で、もう一度取消を呼び出した。"),
        new("The gateway refuses it. A shop that does not record its cancel may also refund twice by another way.",
            "2回目は拒否されます。取消を記録していないお店は、別の方法で二重に返金するおそれもあります。"),
        new("Record the cancel with the order, in the write that finds CANCEL, and offer no second one.",
            "CANCEL を確認したら注文に記録し、2回目の取消ができないようにしてください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        var known = history.Calls.FirstOrDefault(call => !call.IsAnswerLost && call.Answer.GetValueOrDefault("Status") == "CANCEL");
        var again = history.Calls.FirstOrDefault(call => known is not null && IsCancel(call) && IsAfterAnswer(call, known));
        return again is null
            ? []
            : [Found(again.At, Sentence(history, known!, again), [history.EvidenceOf(known!), history.EvidenceOf(again)])];
    }

    // One that was sent beside the first is another fault: the shop did not know yet.
    static bool IsAfterAnswer(Observation call, Observation known) => call.Number > known.Number && call.BeganAt >= known.RealAt;

    static bool IsCancel(Observation call) => call.Api is "RecruitCancel" or "RecruitContinuanceCancel";

    static Note Sentence(History history, Observation known, Observation again)
    {
        var (first, second) = (JstTime.Of(known.At, history.Now), JstTime.Of(again.At, history.Now));
        var answer = Answers.Refusal(again);
        return new(
            $"{known.Api} had answered CANCEL at {first}, and your shop called {again.Api} again at {second}{answer.En}.",
            $"{first}に {known.Api} の応答で CANCEL になっていましたが、お店は{second}にもう一度 {again.Api} を呼び出しました{answer.Ja}。");
    }
}
