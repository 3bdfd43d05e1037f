using KantanSim.Check.Judging;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>The template models of a case.</summary>
/// <param name="gateway">The URL of KantanSim.</param>
internal sealed class HtmlCase(string gateway, RepeatCommand repeat, ReportLanguage language)
{
    /// <summary>The class of a verdict's badge.</summary>
    public static string ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "good",
        Verdict.Fail or Verdict.Flaky or Verdict.Error => "bad",
        Verdict.Warn => "warn",
        Verdict.Review => "busy",
        _ => "",
    };

    /// <summary>For a table.</summary>
    public Dictionary<string, object?> Row(JudgedCase judged) => new()
    {
        ["id"] = judged.Id,
        ["verdict"] = VerdictWord.Of(judged.Result.Verdict),
        ["tone"] = ToneOf(judged.Result.Verdict),
        ["title"] = Text(judged.Result.Case.Title),
        ["sentence"] = Text(judged.Result.Sentence),
        ["fix"] = Text(CaseFix.Of(judged.Result)),
        ["is_red"] = judged.IsRed,
        ["accepted"] = judged.Accepted is { } entry ? ShownText.Line(language.Accepted(entry)) : "",
    };

    /// <summary>Everything.</summary>
    public Dictionary<string, object?> Model(JudgedCase judged)
    {
        var (result, check) = (judged.Result, judged.Result.Case);
        return new(Row(judged))
        {
            ["open"] = judged is { IsRed: true, Accepted: null } || result.Verdict == Verdict.Error,
            ["core"] = check.IsCore,
            ["why"] = Text(check.Why),
            ["good"] = Text(check.Good),
            ["supposed"] = check.Supposed is { } supposed ? Text(supposed) : "",
            ["took"] = language.Seconds(result.Duration),
            ["conditions"] = result.Conditions.Select(Condition),
            ["repeat"] = ShownText.Line(repeat.For(judged.Id)),
            ["facts"] = result.Facts is { } facts ? HtmlFacts.Of(facts, gateway, language) : null,
        };
    }

    Dictionary<string, object?> Condition(ConditionResult condition) => new()
    {
        ["holds"] = condition.Holds,
        ["part"] = condition.Part,
        ["sentence"] = Text(condition.Sentence),
    };

    string Text(Note note) => ShownText.Line(language.Of(note));
}
