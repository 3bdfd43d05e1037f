using KantanSim.Check.Cases;
using KantanSim.Check.Judging;

namespace KantanSim.Check.Reports;

/// <summary>Counts what is done and knows what runs.</summary>
/// <param name="cases">How many cases there are.</param>
/// <param name="finished">Shows a case that is done. Called by one thread at a time.</param>
/// <param name="show">Shows the line about the run. Called by one thread at a time.</param>
internal sealed class LiveProgress(int cases, ReportLanguage language, Action<CaseResult> finished, Action<string> show) : ICheckProgress
{
    readonly Lock changing = new();
    readonly List<string> running = [];
    int done;

    public void Started(CheckCase check)
    {
        lock (changing)
        {
            running.Add(check.Id);
            show(Line());
        }
    }

    public void Finished(CaseResult result)
    {
        lock (changing)
        {
            running.Remove(result.Case.Id);
            done++;
            finished(result);
            show(Line());
        }
    }

    string Line()
    {
        var ids = running.Count == 0 ? "" : language.Of(", running: ", "、実行中：") + string.Join(" ", running);
        return language.Of($"{done} of {cases} done{ids}", $"{cases}件中{done}件完了{ids}");
    }
}
