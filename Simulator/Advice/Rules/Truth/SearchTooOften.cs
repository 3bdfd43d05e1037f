using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>17: more than one search a second for an order, over some searches.</summary>
internal sealed class SearchTooOften : Rule
{
    /// <summary>As many as a good shop may need at once: for the notification, the return and the page of the customer.</summary>
    const int MaxBurst = 7;

    /// <summary>Both simulated and real: while the clock stands still, all searches have one simulated time.</summary>
    static readonly TimeSpan Window = TimeSpan.FromSeconds(7);

    public override int Number => 17;

    public override string Id => "search-too-often";

    public override Severity Severity => Severity.Hint;

    public override RuleText Text => new(
        new("Searches too often", "照会の頻度が高すぎる"),
        new($"More than {MaxBurst} searches for one order within {Window.TotalSeconds} seconds.",
            $"同じ注文を、{Window.TotalSeconds}秒以内に{MaxBurst}回を超えて照会した。"),
        new("Searches without a pause load the gateway. It may throttle the shop, and then other customers' payments fail too.",
            "間隔を空けない照会はゲートウェイの負荷になります。呼び出しが制限されると、ほかの利用者の決済にも影響します。"),
        new("Wait at least a second between two searches for an order, and longer each time.",
            "同じ注文の照会は1秒以上の間隔を空け、回を重ねるごとに間隔を延ばしてください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from order in history.Searches.Where(search => search.OrderId.Length > 0).GroupBy(search => search.OrderId)
        let searches = order.ToList()
        from first in Enumerable.Range(0, Math.Max(0, searches.Count - MaxBurst)).Where(first => IsBurst(searches, first)).Take(1)
        let burst = searches.GetRange(first, MaxBurst + 1)
        let sentence = Sentence(history, order.Key, burst[0], burst[^1])
        let finding = Found(burst[^1].At, sentence, burst.Select(history.EvidenceOf))
        select finding with { Subject = order.Key };

    static bool IsBurst(List<Observation> searches, int first) => Span(searches[first], searches[first + MaxBurst]) < Window;

    // The longer one of the simulated and the real time between them.
    static TimeSpan Span(Observation first, Observation last)
    {
        var (simulated, real) = (last.At - first.At, last.RealAt - first.RealAt);
        return simulated > real ? simulated : real;
    }

    static Note Sentence(History history, string orderId, Observation first, Observation last)
    {
        var (time, seconds) = (JstTime.Of(last.At, history.Now), Math.Max(1, (int)Math.Ceiling(Span(first, last).TotalSeconds)));
        var unit = seconds == 1 ? "1 second" : $"{seconds} seconds";
        return new(
            $"Your shop asked SearchTradeMulti for {orderId} {MaxBurst + 1} times within {unit} at {time}; once a second is enough.",
            $"お店は{time}に、{orderId} を{seconds}秒以内に{MaxBurst + 1}回照会しました。1秒に1回までで十分です。");
    }
}
