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
        var (verdict, why) = Verdict(played, facts, reached, must, should);
        var sentence = verdict is Judging.Verdict.Pass or Judging.Verdict.Error ? why : WithNeverEnding(why, facts);
        return new()
        {
            Case = played,
            Verdict = verdict,
            Sentence = sentence,
            Conditions = [.. reached, .. must, .. should],
            Facts = facts,
        };
    }

    static (Verdict, Note) Verdict(
        CheckCase played, CaseFacts facts, List<ConditionResult> reached, List<ConditionResult> must, List<ConditionResult> should)
    {
        if (reached.Find(condition => !condition.Holds) is { } missing) return (Judging.Verdict.Skip, NotReached(missing, facts));
        var broken = must.Where(condition => !condition.Holds).ToList();
        if (facts.Steps.FirstOrDefault(step => step.IsEndless) is { } endless)
        {
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

    // Of a step that did not end only the calls are known.
    static Note Endless(StepRecord step) => new(
        $"The step \"{step.What}\" did not end, so its outcome is unknown: {step.Answer}",
        $"手順「{step.What}」が終わらないため、結果は不明です：{JapaneseWords.Of(step.Answer)}");

    // A shop that never stops is the first thing to know.
    static Note WithNeverEnding(Note why, CaseFacts facts)
    {
        var index = facts.Steps.ToList().FindIndex(step => step.IsEndless);
        if (index < 0) return why;
        var answer = facts.Steps[index].Answer;
        return new($"Step {index + 1} of the case never ended: {Ended(answer, '.')} {why.En}",
            $"ケースの手順{index + 1}が終わりませんでした：{Ended(JapaneseWords.Of(answer), '。')}{why.Ja}");
    }

    // A step that was not accepted is probably the cause.
    static Note NotReached(ConditionResult missing, CaseFacts facts)
    {
        var (en, ja) = (missing.Sentence.En, missing.Sentence.Ja);
        var refused = facts.Steps.FirstOrDefault(step => !step.IsAccepted);
        var isToldAlready = refused is null || en.StartsWith($"{refused.What}: ", StringComparison.Ordinal);
        var cause = isToldAlready ? "" : $" ({refused!.What}: {refused.Answer.TrimEnd('.')})";
        var causeJa = isToldAlready ? "" : $"（{JapaneseWords.Of(refused!.What)}：{JapaneseWords.Of(refused.Answer.TrimEnd('.'))}）";
        var (what, whatJa) = missing.Condition is Condition.Calls
            ? ("The shop did not do what the case looks at", "店は、このケースで見る動作をしませんでした")
            : ("The fault did not reach the shop", "障害は店に届きませんでした");
        return new(
            $"{what}: {Ended($"{en.TrimEnd('.')}{cause}", '.')}", $"{whatJa}：{Ended($"{ja.TrimEnd('.')}{causeJa}", '。')}");
    }

    static Note Joined(List<ConditionResult> conditions) => new(
        Upper(Ended(string.Join("; ", conditions.Select(condition => condition.Sentence.En.TrimEnd('.')).Distinct()), '.')),
        Ended(string.Join("。", conditions.Select(condition => condition.Sentence.Ja.TrimEnd('.', '。')).Distinct()), '。'));

    static string Ended(string text, char mark) => $"{text.TrimEnd('.', '。')}{mark}";

    static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
