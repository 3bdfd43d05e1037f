using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>
/// A rule about the calls themselves. All calls with the same fault are one finding, so that a fault in each of a hundred calls is told
/// once.
/// </summary>
internal abstract class CallRule : Rule
{
    /// <param name="subject">What tells the fault from others of the rule, such as the API.</param>
    /// <param name="calls">The calls that show it, oldest first.</param>
    protected Finding Found(History history, string subject, List<Observation> calls, Note sentence, Severity? severity = null) =>
        Found(calls[^1].At, sentence, calls.TakeLast(MaxEvidence).Select(history.EvidenceOf), severity) with { Subject = subject };

    /// <summary>One finding for each API that has calls with the fault.</summary>
    protected IEnumerable<Finding> FoundByApi(History history, Func<Observation, bool> hasFault, Func<List<Observation>, Note> sentence) =>
        from call in history.Calls
        where hasFault(call)
        group call by call.Api into ofApi
        let calls = ofApi.ToList()
        select Found(history, ofApi.Key, calls, sentence(calls));

    /// <summary>How often, to be added after what the shop did; empty for once.</summary>
    protected static Note Times(int count) => count == 1 ? new("", "") : new($" {count} times", $"{count}回");

    protected static bool IsRegistration(Observation call) => call.Api.StartsWith("EntryTran", StringComparison.Ordinal);

    protected static bool IsPaymentRequest(Observation call) => call.Api.StartsWith("ExecTran", StringComparison.Ordinal);
}
