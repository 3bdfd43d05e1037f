using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>Reports of the check, made by hand.</summary>
internal static class TestReport
{
    public const string BaselinePath = "baseline.yaml";

    public static readonly DateOnly Today = new(2026, 10, 1);

    static readonly string[] Known = ["P01", "N05", "N07", "W01", "D01"];

    public static CheckCase Case(string id) => new()
    {
        Id = id,
        Title = new($"Title of {id}", $"{id} の題"),
        Why = new("Why it happens.", "起きる理由。"),
        Good = new("What a good shop does.", "良い店の動き。"),
        Fix = new("How to fix it.", "直し方。"),
        Drive = [],
        Reached = [],
        Must = [],
    };

    public static CaseResult Result(string id, Verdict verdict, bool isNotReached = false) => new()
    {
        Case = Case(id),
        Verdict = verdict,
        Sentence = new($"Sentence of {id}.", $"{id} の文。"),
        IsNotReached = isNotReached,
        Duration = TimeSpan.FromMilliseconds(800),
    };

    public static CheckReport Of(params IEnumerable<CaseResult> results) => new()
    {
        File = "kantansim-check.yaml",
        Gateway = "http://host",
        Seed = 7,
        Version = "1.2.3",
        StartedAt = new(2026, 10, 1, 3, 0, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(95),
        Results = [.. results],
    };

    /// <summary>A run compared with a baseline, today.</summary>
    /// <param name="baseline">Lines such as <c>N05 2026-12-31</c>.</param>
    public static CheckOutcome Outcome(IEnumerable<CaseResult> results, params IEnumerable<string> baseline) =>
        Outcome(Of(results), baseline);

    public static CheckOutcome Outcome(CheckReport report, params IEnumerable<string> baseline) =>
        new BaselineComparison(Known, Today).Compare(report, new(BaselinePath, [.. baseline.Select(Entry)]));

    static BaselineEntry Entry(string line, int index)
    {
        var (id, day) = (line.Split(' ')[0], line.Split(' ')[1]);
        return new(id, $"reason of {id}", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), index + 1);
    }
}
