using KantanSim.Check.Adapters;
using KantanSim.Check.Judging;

namespace KantanSim.Check.Running;

/// <summary>How a step ended, in the parts of a <see cref="StepRecord"/>.</summary>
internal sealed record StepOutcome(bool IsDone, bool IsAccepted, string What, string Sent, string Answer, bool IsEndless = false)
{
    public static StepOutcome Done(string what, string answer = "done") => new(true, true, what, "", answer);

    public static StepOutcome NotDone(string what, string why) => new(false, false, what, "", why);

    public static StepOutcome Join(IReadOnlyList<StepOutcome> outcomes, string between) => new(
        outcomes.All(one => one.IsDone), outcomes.All(one => one.IsAccepted), string.Join(between, outcomes.Select(one => one.What)),
        string.Join('\n', outcomes.Select(one => one.Sent)), string.Join("; ", outcomes.Select(one => one.Answer)));

    public static StepOutcome Of(string what, IReadOnlyList<StepResult> results) => new(
        true, results.All(result => !result.IsRefused), what, results[0].Sent,
        string.Join("; ", results.Select(result => result.Answer)));
}
