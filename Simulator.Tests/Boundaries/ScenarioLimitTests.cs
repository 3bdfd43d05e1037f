using System.Globalization;
using KantanSim.Scenarios.Files;
using KantanSim.Startup;

namespace KantanSim.Tests.Boundaries;

/// <summary>The limits of scenario files and of what they match: the last that is taken, and the first that is not.</summary>
public sealed class ScenarioLimitTests : IDisposable
{
    const string Cancels = "rules: [{ when: walletOpened, then: cancel }]";

    static readonly KnownSymbols Known = CompositionRoot.Vocabulary(CompositionRoot.Methods());

    static readonly HookContext Received = new(Hook.Received) { ShopId = "s", OrderId = "o", Total = 1 };

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public void A_file_has_up_to_65536_bytes(int length, bool taken)
    {
        var path = Path.Combine(folder.FullName, "x.yaml");
        File.WriteAllText(path, $"name: x\n{Cancels}\n#".PadRight(length, '#'));
        Assert.Equal(taken ? [] : [DiagnosticCode.TooLarge], ScenarioFile.Read(path, Known).Diagnostics.Select(fault => fault.Code));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Folders_are_searched_to_the_eighth_level(int levels, bool found)
    {
        var deep = folder.CreateSubdirectory(string.Join('/', Enumerable.Repeat("d", levels)));
        File.WriteAllText(Path.Combine(deep.FullName, "x.yaml"), $"name: x\n{Cancels}\n");
        Assert.Equal(found, ScenarioLibrary.Load(folder.FullName, Known).Find("x") is not null);
    }

    [Theory]
    [InlineData(1,  "")]
    [InlineData(64, "")]
    [InlineData(65, DiagnosticCode.BadName)]
    public void A_name_has_up_to_64_letters(int length, string code)
    {
        var name = new string('n', length);
        Assert.Equal(code, Faults($"name: {name}\n{Cancels}\n", name));
    }

    // A mapping below a list below a mapping, and so on: what is asked for is no scenario, but it is read to that depth.
    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public void Lists_and_mappings_are_nested_up_to_16_deep(int levels, bool tooDeep) => Assert.Equal(tooDeep,
        Faults($"name: x\ntitle: {new string('[', levels - 1)}a{new string(']', levels - 1)}\n{Cancels}\n", "x") == DiagnosticCode.BrokenYaml);

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
    public void A_number_is_taken_from_the_first_to_the_last(string rule, int from, int to)
    {
        string Rule(int number) =>
            Faults("name: x\nrules:\n  - { " + (rule.StartsWith("when", StringComparison.Ordinal) ? "" : "when: notifying, then: proceed, ")
            + rule.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + " }\n", "x");
        Assert.Equal(["", ""], [Rule(from), Rule(to)]);
        Assert.Equal([DiagnosticCode.OutOfRange, DiagnosticCode.OutOfRange], [Rule(from - 1), Rule(to + 1)]);
    }

    [Theory]
    [InlineData("PT0S",                   true)]
    [InlineData("P3660D",                 true)]
    [InlineData("P3660DT0.0000001S",      false)]
    [InlineData("-PT0.0000001S",          false)]
    public void A_duration_is_0_to_3660_days(string text, bool taken) => Assert.Equal(taken, DelayRange.TryParse(text, out _));

    [Theory]
    [InlineData("from: 5, to: 5",       "")]
    [InlineData("from: 6, to: 5",       DiagnosticCode.OutOfRange)]
    public void A_match_begins_where_it_ends_or_before(string amount, string code) =>
        Assert.Equal(code, Faults($"name: x\nmatch: {{ amount: {{ {amount} }} }}\n{Cancels}\n", "x"));

    [Theory]
    [InlineData("from: PT5S, to: PT5S", "")]
    [InlineData("from: PT6S, to: PT5S", DiagnosticCode.OutOfRange)]
    public void A_delay_begins_where_it_ends_or_before(string by, string code) =>
        Assert.Equal(code, Faults($"name: x\nrules:\n  - {{ when: received, then: {{ delay: {{ by: {{ {by} }} }} }} }}\n", "x"));

    [Theory]
    [InlineData(99,  false)]
    [InlineData(100, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void A_match_includes_both_its_amounts(int amount, bool fits) =>
        Assert.Equal(fits, new ScenarioMatch(null, null, 100, 500).Fits("s", "o", amount));

    [Theory]
    [InlineData("08:59:59.9999999", false)]
    [InlineData("09:00:00",         true)]
    [InlineData("09:59:59.9999999", true)]
    [InlineData("10:00:00",         false)]
    public void A_rule_s_time_includes_its_beginning_and_not_its_end(string time, bool fits)
    {
        var match = new RuleMatch(Time: (new(9, 0), new(10, 0)));
        Assert.Equal(fits, match.Fits(Received with { Time = TimeOnly.Parse(time, CultureInfo.InvariantCulture) }));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_rule_is_played_as_often_as_it_says(int before, bool played)
    {
        var scenario = ScenarioFile.Parse("name: x\nrules:\n  - { when: received, then: drop, times: 2 }\n", "x.yaml", Known).Scenario!;
        Assert.Equal(played, scenario.RuleFor(Received with { PlayCount = _ => before }) is not null);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, null)]
    public void An_arm_is_spent_with_its_last_time(int times, int? left) =>
        Assert.Equal(left, new Arm("arm-1", "cancel", times).AfterUse()?.Times);

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, " and 1 more")]
    public void A_message_lists_40_words(int words, string more)
    {
        var listed = DiagnosticBag.List([.. Enumerable.Range(1, words).Select(number => $"w{number}")]);
        Assert.EndsWith("w40" + more, listed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, "")]
    [InlineData(1_001, DiagnosticCode.BadFormula)]
    public void A_formula_goes_round_1000_times(int times, string code) => Assert.Equal(code, Faults(
        "name: x\nrules:\n  - { when: notifying, then: { send: { fields: { Note: '{{ for i in 1.."
            + times.ToString(CultureInfo.InvariantCulture) + " }}x{{ end }}' } } } }\n", "x"));

    [Theory]
    [InlineData("5 5", "5")]
    [InlineData("6 5", "6")]
    [InlineData("5 6", "5 6")]
    public void A_number_by_chance_includes_both_its_ends(string range, string drawn)
    {
        var text = "name: x\nrules:\n  - { when: walletOpened, then: { approve: { points: '{{ random " + range + " }}' } } }\n";
        var formula = ScenarioFile.Parse(text, "x.yaml", Known).Scenario!.Rules[0].EvaluateFormula!;
        var approvals = Enumerable.Range(0, 50).Select(seed => (ScenarioAction.Approve)formula(Received, new Random(seed)).Action!);
        var points = approvals.Select(approval => approval.Points.AtMost).Distinct().Order();
        Assert.Equal(drawn, string.Join(' ', points));
    }

    // One slip in three letters, two at most.
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
    public void A_word_is_suggested_when_it_is_near(string word, string candidate, bool near) =>
        Assert.Equal(near ? candidate : null, SpellingSuggestion.Closest(word, [candidate]));

    static string Faults(string text, string name) =>
        string.Join(' ', ScenarioFile.Parse(text, $"{name}.yaml", Known).Diagnostics.Select(fault => fault.Code).Distinct());
}
