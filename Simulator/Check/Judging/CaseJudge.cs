using KantanSim.Check.Cases;
using KantanSim.Transactions;

namespace KantanSim.Check.Judging;

/// <summary>Judges a case by what was seen.</summary>
internal static class CaseJudge
{
    public static CaseResult Judge(CheckCase played, CaseFacts facts)
    {
        var judge = new ConditionJudge(facts);
        var reached = played.Reached.Select(condition => judge.Judge("reached", condition)).ToList();
        var must = played.Must.Select(condition => judge.Judge("must", condition)).ToList();
        var should = played.Should.Select(condition => judge.Judge("should", condition)).ToList();
        var (verdict, sentence) = Verdict(played, facts, reached, must, should);
        return new() { Case = played, Verdict = verdict, Sentence = sentence, Conditions = [.. reached, .. must, .. should], Facts = facts };
    }

    static (Verdict, Note) Verdict(
        CheckCase played, CaseFacts facts, List<ConditionResult> reached, List<ConditionResult> must, List<ConditionResult> should)
    {
        if (reached.Find(condition => !condition.Holds) is { } missing) return (Judging.Verdict.Skip, NotReached(missing, facts));
        var broken = must.Where(condition => !condition.Holds).ToList();
        if (facts.Steps.FirstOrDefault(step => step.IsEndless) is { } endless)
        {
            // Of such a step only the calls are known.
            broken = [.. broken.Where(condition => condition.Condition is Condition.Calls)];
            if (broken.Count == 0) return (Judging.Verdict.Error, Endless(endless));
        }
        if (broken.Count > 0)
        {
            var sentence = Joined(broken);
            if (played.Supposed is not { } supposed) return (Judging.Verdict.Fail, sentence);
            return (Judging.Verdict.Review, new(
                $"{sentence.En} This rests on a supposed fact: {supposed.En}", $"{sentence.Ja} 仮定した事実に基づきます：{supposed.Ja}"));
        }
        var weak = should.Where(condition => !condition.Holds).ToList();
        return weak.Count > 0 ? (Judging.Verdict.Warn, Joined(weak)) : (Judging.Verdict.Pass, played.Good);
    }

    static Note Endless(StepRecord step) => new(
        $"The step \"{step.What}\" did not end, so its outcome is unknown: {step.Answer}",
        $"手順「{step.What}」が終わらないため、結果は不明です：{step.Answer}");

    // A step that was not accepted is probably the cause.
    static Note NotReached(ConditionResult missing, CaseFacts facts)
    {
        var (en, ja) = (missing.Sentence.En, missing.Sentence.Ja);
        var refused = facts.Steps.FirstOrDefault(step => !step.IsAccepted);
        var cause = refused is null ? "" : $" ({refused.What}: {refused.Answer})";
        return missing.Condition is Condition.Calls
            ? new($"The shop did not do what the case looks at: {en}{cause}.", $"店は、このケースで見る動作をしませんでした：{ja}{cause}。")
            : new($"The fault did not reach the shop: {en}{cause}.", $"障害は店に届きませんでした：{ja}{cause}。");
    }

    static Note Joined(List<ConditionResult> conditions) => new(
        Upper($"{string.Join("; ", conditions.Select(condition => condition.Sentence.En))}."),
        $"{string.Join("。", conditions.Select(condition => condition.Sentence.Ja))}。");

    static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
