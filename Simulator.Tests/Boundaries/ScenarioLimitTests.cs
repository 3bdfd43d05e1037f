#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Scenarios.Files;
using KantanSim.Startup;

namespace KantanSim.Tests.Boundaries;

/// <summary>Limits of scenario files and of what they match: the last accepted value, and the first refused one.</summary>
public sealed class ScenarioLimitTests : IDisposable
{
    const string Rules = "rules: [{ when: walletOpened, then: cancel }]";

    static readonly KnownSymbols Known = CompositionRoot.Vocabulary(CompositionRoot.Methods());

    static readonly HookContext Received = new(Hook.Received) { ShopId = "s", OrderId = "o", Total = 1 };

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public void A_scenario_file_has_at_most_65536_bytes(int length, bool isAccepted)
    {
        var path = Path.Combine(folder.FullName, "x.yaml");
        File.WriteAllText(path, $"name: x\n{Rules}\n#".PadRight(length, '#'));
        var codes = ScenarioFile.Read(path, Known).Diagnostics.Select(diagnostic => diagnostic.Code);
        Assert.Equal(isAccepted ? [] : [DiagnosticCode.TooLarge], codes);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Folders_are_searched_to_the_eighth_level(int levels, bool found)
    {
        var deep = folder.CreateSubdirectory(string.Join('/', Enumerable.Repeat("d", levels)));
        File.WriteAllText(Path.Combine(deep.FullName, "x.yaml"), $"name: x\n{Rules}\n");
        Assert.Equal(found, ScenarioLibrary.Load(folder.FullName, Known).Find("x") is not null);
    }

    [Theory]
    [InlineData(1,  "")]
    [InlineData(64, "")]
    [InlineData(65, DiagnosticCode.BadName)]
    public void A_name_has_at_most_64_letters(int length, string code)
    {
        var name = new string('n', length);
        Assert.Equal(code, Codes($"name: {name}\n{Rules}\n", name));
    }

    // The file is not a valid scenario; only the depth to which it is parsed matters.
    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public void Lists_and_mappings_are_nested_at_most_16_deep(int levels, bool isTooDeep)
    {
        var title = $"{new string('[', levels - 1)}a{new string(']', levels - 1)}";
        Assert.Equal(isTooDeep, Codes($"name: x\ntitle: {title}\n{Rules}\n", "x") == DiagnosticCode.BrokenYaml);
    }

    [Theory]
    [InlineData("times: NUMBER",                                                       1,    1_000)]
    [InlineData("match: { attempt: NUMBER }",                                          1,    1_000)]
    [InlineData("match: { amount: NUMBER }",                                           0,    9_999_999)]
    [InlineData("match: { amount: { from: NUMBER } }",                                 0,    9_999_999)]
    [InlineData("match: { amount: { to: NUMBER } }",                                   0,    9_999_999)]
    [InlineData("when: walletOpened, then: { approve: { points: NUMBER } }",           0,    9_999_999)]
    [InlineData("when: walletOpened, then: { approve: { clicks: NUMBER } }",           1,    20)]
    [InlineData("when: walletOpened, then: { approve: { tabs: NUMBER } }",             1,    20)]
    [InlineData("when: notifying, then: { send: { times: NUMBER } }",                  1,    20)]
    [InlineData("when: received, then: { httpStatus: { code: NUMBER } }",              400,  599)]
    public void A_number_is_accepted_within_its_range(string rule, int from, int to)
    {
        Assert.Equal(["", ""], [CodesWith(from), CodesWith(to)]);
        Assert.Equal([DiagnosticCode.OutOfRange, DiagnosticCode.OutOfRange], [CodesWith(from - 1), CodesWith(to + 1)]);

        string CodesWith(int number)
        {
            var start = rule.StartsWith("when", StringComparison.Ordinal) ? "" : "when: notifying, then: proceed, ";
            var end = rule.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            return Codes($"name: x\nrules:\n  - {{ {start}{end} }}\n", "x");
        }
    }

    [Theory]
    [InlineData("PT0S",                   true)]
    [InlineData("P3660D",                 true)]
    [InlineData("P3660DT0.0000001S",      false)]
    [InlineData("-PT0.0000001S",          false)]
    public void A_duration_is_accepted_from_0_to_3660_days(string text, bool isAccepted) =>
        Assert.Equal(isAccepted, DelayRange.TryParse(text, out _));

    [Theory]
    [InlineData("from: 5, to: 5",       "")]
    [InlineData("from: 6, to: 5",       DiagnosticCode.OutOfRange)]
    public void An_amount_range_must_not_end_before_it_starts(string amount, string code) =>
        Assert.Equal(code, Codes($"name: x\nmatch: {{ amount: {{ {amount} }} }}\n{Rules}\n", "x"));

    [Theory]
    [InlineData("from: PT5S, to: PT5S", "")]
    [InlineData("from: PT6S, to: PT5S", DiagnosticCode.OutOfRange)]
    public void A_delay_range_must_not_end_before_it_starts(string by, string code) =>
        Assert.Equal(code, Codes($"name: x\nrules:\n  - {{ when: received, then: {{ delay: {{ by: {{ {by} }} }} }} }}\n", "x"));

    [Theory]
    [InlineData(99,  false)]
    [InlineData(100, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void An_amount_range_includes_both_ends(int amount, bool isMatch) =>
        Assert.Equal(isMatch, new ScenarioMatch(null, null, 100, 500).Fits("s", "o", amount));

    [Theory]
    [InlineData("08:59:59.9999999", false)]
    [InlineData("09:00:00",         true)]
    [InlineData("09:59:59.9999999", true)]
    [InlineData("10:00:00",         false)]
    public void A_time_range_includes_its_start_and_excludes_its_end(string time, bool isMatch)
    {
        var match = new RuleMatch(Time: (new(9, 0), new(10, 0)));
        Assert.Equal(isMatch, match.Fits(Received with { Time = TimeOnly.Parse(time, CultureInfo.InvariantCulture) }));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_rule_with_times_runs_that_many_times(int before, bool isPlayed)
    {
        var scenario = ScenarioFile.Parse("name: x\nrules:\n  - { when: received, then: drop, times: 2 }\n", "x.yaml", Known).Scenario!;
        Assert.Equal(isPlayed, scenario.RuleFor(Received with { PlayCount = _ => before }) is not null);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, null)]
    public void An_armed_scenario_is_removed_after_its_last_use(int times, int? left) =>
        Assert.Equal(left, new Arm("arm-1", "cancel", times).AfterUse()?.Times);

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, " and 1 more")]
    public void A_message_lists_at_most_40_words(int words, string more)
    {
        var listed = DiagnosticBag.List([.. Enumerable.Range(1, words).Select(number => $"w{number}")]);
        Assert.EndsWith("w40" + more, listed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, "")]
    [InlineData(1_001, DiagnosticCode.BadFormula)]
    public void A_formula_has_at_most_1000_loop_iterations(int times, string code) => Assert.Equal(code, Codes(
        "name: x\nrules:\n  - { when: notifying, then: { send: { fields: { Note: '{{ for i in 1.."
            + times.ToString(CultureInfo.InvariantCulture) + " }}x{{ end }}' } } } }\n", "x"));

    [Theory]
    [InlineData("5 5", "5")]
    [InlineData("6 5", "6")]
    [InlineData("5 6", "5 6")]
    public void A_random_number_includes_both_ends_of_its_range(string range, string drawn)
    {
        var text = "name: x\nrules:\n  - { when: walletOpened, then: { approve: { points: '{{ random " + range + " }}' } } }\n";
        var formula = ScenarioFile.Parse(text, "x.yaml", Known).Scenario!.Rules[0].EvaluateFormula!;
        var approvals = Enumerable.Range(0, 50).Select(seed => (ScenarioAction.Approve)formula(Received, new Random(seed)).Action!);
        var points = approvals.Select(approval => approval.Points.AtMost).Distinct().Order();
        Assert.Equal(drawn, string.Join(' ', points));
    }

    // One typing error for each three letters, two at most.
    [Theory]
    [InlineData("ab",       "abc",      true)]
    [InlineData("abcde",    "abcdx",    true)]
    [InlineData("abcde",    "abcxy",    false)]
    [InlineData("abcdef",   "abcdxy",   true)]
    [InlineData("abcdef",   "abcxyz",   false)]
    [InlineData("abcdefghi", "abcdefghxy", true)]
    [InlineData("abcdefghi", "abcdefxyz", false)]
    [InlineData("abcdef",   "abcdefgh", true)]
    [InlineData("abcdefghi", "abcdefghixyz", false)]
    [InlineData("abcdef",   "badcef",   true)]
    public void A_similar_word_is_suggested(string word, string candidate, bool isSimilar) =>
        Assert.Equal(isSimilar ? candidate : null, SpellingSuggestion.Closest(word, [candidate]));

    static string Codes(string text, string name) =>
        string.Join(' ', ScenarioFile.Parse(text, $"{name}.yaml", Known).Diagnostics.Select(diagnostic => diagnostic.Code).Distinct());
}
