using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>16: the same call again after its answer was lost, without a search in between.</summary>
internal sealed class LostAnswerRepeated : Rule
{
    /// <summary>A call that began so long before the end of the lost one was sent beside it, in real time.</summary>
    static readonly TimeSpan MinOverlap = TimeSpan.FromSeconds(1);

    public override int Number => 16;

    public override string Id => "lost-answer-repeated";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Same call again after a lost answer", "応答が失われた呼び出しの繰り返し"),
        new("A payment request, a sale, an extension or a cancel got no readable answer, and the shop sent it again with the same "
                + "fields without SearchTradeMulti in between.",
            "決済実行、実売上、期限延長、取消の応答が届かなかった、または読めなかった後、SearchTradeMulti で照会せずに同じ内容で呼び直した。"),
        new("The gateway may have carried the first call out. Then the second answer is a refusal, and the shop takes a success for a "
                + "failure.",
            "1回目はゲートウェイで処理された可能性があります。その場合、2回目は拒否され、成功を失敗と取り違えます。"),
        new("Ask SearchTradeMulti first. Repeat the call only if the status shows that it has not taken effect.",
            "先に SearchTradeMulti で照会し、処理されていない場合だけ呼び直してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from pair in Pairs(history).DistinctBy(pair => pair.Lost.Api)
        select Found(pair.Again.At, Sentence(history, pair.Lost, pair.Again),
            [history.EvidenceOf(pair.Lost), history.EvidenceOf(pair.Again)]) with
        { Subject = pair.Lost.Api };

    static IEnumerable<(Observation Lost, Observation Again)> Pairs(History history) =>
        from same in history.Calls.GroupBy(call => (call.Api, call.Form))
        let calls = same.ToList()
        from index in Enumerable.Range(0, calls.Count).Where(index => LostCalls.IsUnsafeToRepeat(calls[index]))
        let again = calls.Skip(index + 1).FirstOrDefault(call => IsRepeated(calls[index], call))
        where again is not null && !Looks.IsAskedBetween(history, calls[index], again)
        select (calls[index], again);

    static bool IsRepeated(Observation lost, Observation call) => call.BeganAt >= lost.RealAt - MinOverlap;

    static Note Sentence(History history, Observation lost, Observation again)
    {
        var happened = LostCalls.Happened(lost, JstTime.Of(lost.At, history.Now));
        var (second, answer) = (JstTime.Of(again.At, history.Now), Answers.Refusal(again));
        return new(
            $"{happened.En}, and your shop called it again at {second} without asking SearchTradeMulti{answer.En}.",
            $"{happened.Ja}その後、お店は SearchTradeMulti で照会せずに、{second}に同じ呼び出しを繰り返しました{answer.Ja}。");
    }
}
