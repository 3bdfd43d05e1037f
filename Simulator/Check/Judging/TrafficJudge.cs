using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Check.Cases;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Check.Judging;

/// <summary>Judges conditions about calls, notifications, forged messages and steps.</summary>
internal sealed class TrafficJudge(CaseFacts facts)
{
    public (bool Holds, Note Seen) Judge(Condition condition) => condition switch
    {
        Condition.Calls calls => CallCount(calls),
        Condition.GrowingPauses pauses => Pauses(pauses),
        Condition.Answered answered => Replies(answered),
        Condition.Notified notified => Notified(notified),
        Condition.NoAdvice advice => Advice(advice),
        Condition.Broke => (facts.IsBreakSeen, BreakSeen),
        Condition.Survives survives => Survived(survives),
        Condition.Played played => Played(played),
        Condition.Done done => Step(done.Step, facts.Steps[done.Step - 1].IsDone),
        Condition.Accepted accepted => Step(accepted.Step, facts.Steps[accepted.Step - 1].IsAccepted),
        _ => throw new ArgumentException($"no condition of traffic: {condition}", nameof(condition)),
    };

    (bool, Note) CallCount(Condition.Calls wanted)
    {
        var count = Between(wanted).Count(call =>
            (wanted.Apis.IsEmpty || wanted.Apis.Contains(call.Api)) && HasOutcome(call, wanted.Outcome));
        var apis = wanted.Apis.IsEmpty ? "" : $" {string.Join("/", wanted.Apis)}";
        var outcome = wanted.Outcome is null ? "" : $" ({wanted.Outcome})";
        return ConditionJudge.Count(count, wanted.AtLeast, wanted.AtMost,
            new($"the shop called{apis}{outcome} {{n}}", $"店の呼び出し{apis}{outcome}は{{n}}"), CountedUnit.Times);
    }

    IEnumerable<CallView> Between(Condition.Calls wanted)
    {
        var from = wanted.After is { } after ? facts.Steps[after - 1].CallAfter : 0;
        var to = wanted.Before is { } before ? facts.Steps[before - 1].CallBefore : long.MaxValue;
        return facts.Calls.Where(call => call.Id > from && call.Id <= to);
    }

    // What the gateway did counts, also when its answer was lost.
    static bool HasOutcome(CallView call, string? outcome)
    {
        var errInfo = call.Answer.GetValueOrDefault("ErrInfo", "");
        return outcome switch
        {
            null => true,
            "ok" => call.Answer.Count > 0 && errInfo.Length == 0,
            _ => errInfo.Split('|').Contains(outcome),
        };
    }

    (bool, Note) Pauses(Condition.GrowingPauses wanted)
    {
        var times = facts.Calls.Where(call => call.Api == wanted.Api).Select(call => call.At).Order().ToList();
        var pauses = times.Zip(times.Skip(1), (before, after) => after - before).ToList();
        var grows = pauses.Count < 2 || pauses[^1] > pauses[0];
        var list = string.Join(", ", pauses.Select(Seconds));
        return (grows, new($"pauses between calls of {wanted.Api}: {list}", $"{wanted.Api} の呼び出しの間隔：{list}"));
    }

    (bool, Note) Replies(Condition.Answered wanted)
    {
        var attempts = Attempts(wanted.Statuses, wanted.Before).ToList();
        var status = Name(wanted.Statuses);
        if (attempts.Count == 0) return (true, new($"{status} was not sent to the shop", $"{NameJa(wanted.Statuses)} は店に送られていません"));
        var holds = Fits(attempts[0], wanted.First) && Fits(attempts[^1], wanted.Last)
            && attempts.All(attempt => Fits(attempt, wanted.Every) && IsInTime(attempt, wanted.Within));
        var list = string.Join(", ", attempts.Select(Described));
        return (holds, new(
            $"the shop answered {status}: {list}; expected: {Expected(wanted)}",
            $"{NameJa(wanted.Statuses)} への店の応答：{list}、期待：{ExpectedJa(wanted)}"));
    }

    static string Expected(Condition.Answered wanted) => string.Join(", ", new[]
    {
        wanted.First is null ? null : $"first {wanted.First}",
        wanted.Last is null ? null : $"last {wanted.Last}",
        wanted.Every is null ? null : $"every {wanted.Every}",
        wanted.Within is { } within ? $"within {Seconds(within)}" : null,
    }.OfType<string>());

    static string ExpectedJa(Condition.Answered wanted) => string.Join("、", new[]
    {
        ReplyJa("最初は", wanted.First), ReplyJa("最後は", wanted.Last), ReplyJa("毎回", wanted.Every),
        wanted.Within is { } within ? $"{within.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)}秒以内" : null,
    }.OfType<string>());

    static string? ReplyJa(string when, string? wanted) => wanted is null ? null : $"{when} {(wanted == "0" ? "0" : "0以外")}";

    static string Described(AttemptView attempt) => attempt.HttpStatus is { } status
        ? $"HTTP {status} \"{Short(attempt.Reply)}\" ({Seconds(TimeSpan.FromMilliseconds(attempt.Ms))})"
        : attempt.Outcome;

    static bool IsInTime(AttemptView attempt, TimeSpan? within) =>
        within is null || (attempt.HttpStatus is not null && TimeSpan.FromMilliseconds(attempt.Ms) <= within);

    // As the gateway reads it: blanks around the reply do not count.
    static bool Fits(AttemptView attempt, string? wanted)
    {
        var isZero = attempt.HttpStatus == 200 && attempt.Reply?.Trim('\uFEFF', ' ', '\r', '\n', '\t') == "0";
        return wanted is null || isZero == (wanted == "0");
    }

    (bool, Note) Notified(Condition.Notified wanted)
    {
        var answered = Attempts(wanted.Statuses).Count(attempt => attempt.HttpStatus is not null);
        return ConditionJudge.Count(answered, wanted.Times, int.MaxValue,
            new($"the shop received {Name(wanted.Statuses)} {{n}}",
                $"店が受け取った {NameJa(wanted.Statuses)} は{{n}}"), CountedUnit.Times);
    }

    static string NameJa(ImmutableArray<string> statuses) => statuses.IsEmpty ? "結果通知" : Name(statuses);

    static string Name(ImmutableArray<string> statuses) => statuses.IsEmpty ? "notifications" : string.Join("/", statuses);

    // What the scenario omitted was not sent.
    IEnumerable<AttemptView> Attempts(ImmutableArray<string> statuses, int? before = null) => facts.Payments
        .SelectMany(payment => payment.Notifications)
        .Where(notification => statuses.IsEmpty || statuses.Contains(notification.Status))
        .SelectMany(notification => notification.Attempts.Take(CountBefore(notification, before)))
        .Where(attempt => !attempt.Outcome.StartsWith("not sent", StringComparison.Ordinal))
        .OrderBy(attempt => attempt.At);

    int CountBefore(NotificationView notification, int? step) =>
        step is { } number ? facts.Steps[number - 1].AttemptsBefore.GetValueOrDefault(notification.Id) : int.MaxValue;

    Note BreakSeen => facts.IsBreakSeen
        ? new("the broken shop could not tell the order's state", "停止中の店は注文の状態を答えられません")
        : new("the broken shop told the order's state as before", "停止中のはずの店が注文の状態を答えています");

    (bool, Note) Advice(Condition.NoAdvice wanted)
    {
        var findings = facts.Payments.SelectMany(payment => payment.Findings).Where(IsMeant).ToList();
        if (findings.Count == 0) return (true, NoFinding(wanted.Rules));
        var list = string.Join(", ", findings.Select(finding => finding.Rule).Distinct());
        return (false, new($"the advice found {list}: {findings[0].Sentence}", $"アドバイスの指摘：{list}。{findings[0].Sentence}"));

        bool IsMeant(AdviceView finding) => wanted.Rules.IsEmpty
            ? finding.Severity == KantanSim.Advice.Severity.Error
            : wanted.Rules.Contains(finding.Rule);
    }

    static Note NoFinding(ImmutableArray<string> rules) => rules.IsEmpty
        ? new("the advice has no finding of severity error", "アドバイスに重大度 error の指摘はありません")
        : new($"the advice has no finding of {string.Join(", ", rules)}", $"アドバイスに {string.Join("、", rules)} の指摘はありません");

    (bool, Note) Survived(Condition.Survives wanted)
    {
        var answers = facts.Sent.Where(sent => sent.Target == wanted.Target).ToList();
        var bad = answers.Find(sent => !IsGood(sent, wanted.IsRefusalGood));
        if (answers.Count == 0) return (false, new("nothing was sent", "何も送られていません"));
        var shown = bad ?? answers[^1];
        var status = shown.Status is { } code ? $"HTTP {code}" : shown.Answer;
        return (bad is null, new($"the shop answered {shown.Summary} with {status}", $"{JapaneseWords.Of(shown.Summary)}への店の応答：{status}"));
    }

    // A shop may close the connection instead of reading a body that is too long.
    static bool IsGood(SentMessage sent, bool isRefusalGood) =>
        sent.Status is >= 200 and < 400
        || (isRefusalGood && (sent.Status is >= 400 and < 500 || IsHugeAndCut(sent)));

    static bool IsHugeAndCut(SentMessage sent) => sent is { Status: null, Step: DriveStep.Forge { Body: MessageBody.Huge } };

    (bool, Note) Played(Condition.Played wanted)
    {
        var missing = wanted.Rules.IsEmpty ? facts.RulesNotPlayed : wanted.Rules.Where(rule => !facts.IsPlayed(rule)).ToList();
        if (missing.Count == 0) return (true, new("the fault was injected", "障害は発生しました"));
        var list = string.Join(", ", missing);
        return (false, new($"rule {list} of the scenario was not played", $"シナリオのルール {list} は実行されませんでした"));
    }

    (bool, Note) Step(int number, bool holds)
    {
        var step = facts.Steps[number - 1];
        return (holds, new($"{step.What}: {step.Answer}", $"{JapaneseWords.Of(step.What)}：{JapaneseWords.Of(step.Answer)}"));
    }

    static string Short(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text ?? "";

    static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.##} s");
}
