using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>27: a call that fails is repeated in quick succession.</summary>
internal sealed class RetryWithoutPause : CallRule
{
    const int MaxQuickRetries = 3;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Codes of a busy, locked or failing gateway or wallet. A refusal for other reasons is not repeated by a retry loop.
    static readonly string[] Temporary = ["E8", "E9", "M91", "RC2", "RC4"];

    public override int Number => 27;

    public override string Id => "retry-without-pause";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Retries without a pause", "間隔を空けずに再試行した"),
        new("The same call was repeated more than 3 times after system errors or lost answers, each within a second of the answer "
                + "before it, with no search between.",
            "システムエラーや応答の喪失の後、同じ呼び出しが、照会を挟まず、前の応答から1秒未満で3回を超えて繰り返された。"),
        new("A gateway that is busy or under maintenance needs time. Quick retries run into its limit on calls and fail all the same.",
            "混雑中やメンテナンス中のゲートウェイには時間が必要です。すぐに再試行しても、呼び出し制限にかかって失敗するだけです。"),
        new("Wait at least a second, then longer each time, and stop after some tries. After a lost answer search first.",
            "1秒以上待ち、回を追うごとに間隔を広げ、何回かで打ち切ってください。応答が失われたときは、まず照会してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from ofApi in history.Calls.Where(IsRepeatable).GroupBy(call => call.Api)
        let calls = ofApi.GroupBy(call => call.Form)
            .Where(same => same.Count() > MaxQuickRetries + 1)
            .SelectMany(same => Rows(same, history))
            .Where(row => row.Count > MaxQuickRetries + 1)
            .MaxBy(row => row.Count)
        where calls is not null
        select Found(history, ofApi.Key, calls, Sentence(calls[^1], calls.Count));

    // Searches that come too often are another rule's.
    static bool IsRepeatable(Observation call) =>
        call is { Verb: "POST", OrderId.Length: > 0, Request.Count: > 0 } && call.Api != "SearchTradeMulti";

    // Calls of which each is a quick retry of the one before.
    static List<List<Observation>> Rows(IEnumerable<Observation> same, History history)
    {
        List<List<Observation>> rows = [];
        Queue<Observation> searches = new(history.Searches);
        foreach (var call in same)
        {
            var isSearched = IsSearched(searches, call);
            if (rows.Count > 0 && !isSearched && IsQuickRetry(rows[^1][^1], call)) rows[^1].Add(call);
            else rows.Add([call]);
        }
        return rows;
    }

    // Takes the searches before a call, and says whether one of them was for its order.
    static bool IsSearched(Queue<Observation> searches, Observation call)
    {
        var isSearched = false;
        while (searches.TryPeek(out var search) && search.Number < call.Number)
            isSearched |= searches.Dequeue().OrderId == call.OrderId;
        return isSearched;
    }

    // Both clocks have to say so: one stands still in tests, the other is short there.
    static bool IsQuickRetry(Observation before, Observation call) =>
        (before.IsAnswerLost || before.Errors.Any(IsTemporary))
        && call.BeganAt - before.RealAt < Pause
        && call.At - TimeSpan.FromMilliseconds(call.Milliseconds) - before.At < Pause;

    static bool IsTemporary(string error) => Array.Exists(Temporary, start => error.StartsWith(start, StringComparison.Ordinal));

    static Note Sentence(Observation call, int count)
    {
        var outcome = call.Errors.Count > 0 ? Answers.Codes(call) : $"HTTP {call.HttpStatus}";
        return new(
            $"Your shop sent the same {call.Api} {count} times for the OrderID {call.OrderId}, each within a second of the answer before "
                + $"(last answer: {outcome}).",
            $"お店は OrderID {call.OrderId} の {call.Api} を、それぞれ前の応答から1秒未満で、{count}回送信しました（最後の応答：{outcome}）。");
    }
}
