#pragma warning disable format // aligned tables
using System.Reflection;
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

public sealed class ScenarioFileTests
{
    const string Name = "name: x\n";
    const string Rules = "rules: [{ when: walletOpened, then: cancel }]\n";
    const string Good = Name + Rules;

    static string OneRule(string rule) => Name + "rules:\n  - { " + rule + " }\n";

    // Position, code, suggestion, text. Each text has exactly one error.
    public static TheoryData<string, string, string?, string> InvalidFiles => new()
    {
        { "1:1",  DiagnosticCode.EmptyFile,       null,           "" },
        { "1:1",  DiagnosticCode.EmptyFile,       null,           "# nothing yet\n" },
        { "1:1",  DiagnosticCode.EmptyFile,       null,           "---\n" },
        { "1:1",  DiagnosticCode.NotUtf8,         null,           Good + "title: \uFFFD\uFFFD\n" },
        { "4:1",  DiagnosticCode.ManyDocuments,   null,           Good + "---\nname: y\n" },

        { "2:1",  DiagnosticCode.BrokenYaml,      null,           "name: [x\n" },
        { "1:8",  DiagnosticCode.BrokenYaml,      null,           "name: x: y\n" },
        { "3:8",  DiagnosticCode.BrokenYaml,      null,           Good + "title: \"\\q\"\n" },
        { "3:8",  DiagnosticCode.BrokenYaml,      null,           Good + "title: *x\n" },
        { "3:3",  DiagnosticCode.BrokenYaml,      null,           Good + "? [a]\n: b\n" },
        { "3:9",  DiagnosticCode.BrokenYaml,      null,           Good + "title: {{ x }}\n" },
        { "3:3",  DiagnosticCode.BrokenYaml,      null,           Good + "? &a [*a]\n: b\n" },
        { "3:23", DiagnosticCode.BrokenYaml,      null,           Good + "title: " + new string('[', 50) },
        { "5:1",  DiagnosticCode.BrokenYaml,      null,           Good + "match:\n  : orderId: A\n" },
        { "3:3",  DiagnosticCode.BrokenYaml,      null,           Good + "  {title\n  ja: x\n" },

        { "3:1",  DiagnosticCode.DuplicateKey,    null,           Good + "name: x\n" },
        { "3:17", DiagnosticCode.DuplicateKey,    null,           Good + "title: { en: a, \"en\": { deep: [b] } }\n" },
        { "3:1",  DiagnosticCode.UnknownKey,      "title",        Good + "titel: x\n" },
        { "3:1",  DiagnosticCode.UnknownKey,      "match",        Good + "Match: x\n" },
        { "3:1",  DiagnosticCode.UnknownKey,      null,           Good + "<<: { a: b }\n" },
        { "3:10", DiagnosticCode.UnknownKey,      "ja",           Good + "title: { jp: a }\n" },
        { "3:10", DiagnosticCode.UnknownKey,      "orderId",      Good + "match: { orderid: A, shopId: s }\n" },
        { "3:38", DiagnosticCode.UnknownKey,      "times",        OneRule("when: starting, then: proceed, tims: 2") },
        { "3:46", DiagnosticCode.UnknownKey,      "member",       OneRule("when: walletOpened, then: { approve: { memebr: taro } }") },
        { "3:45", DiagnosticCode.UnknownKey,      null,           OneRule("when: walletOpened, then: { cancel: { member: taro } }") },

        { "1:1",  DiagnosticCode.MissingKey,      null,           Name },
        { "1:1",  DiagnosticCode.MissingKey,      null,           Rules },
        { "3:5",  DiagnosticCode.MissingKey,      null,           OneRule("then: cancel") },
        { "3:5",  DiagnosticCode.MissingKey,      null,           OneRule("when: starting") },

        { "1:1",  DiagnosticCode.WrongType,       null,           "just a text\n" },
        { "1:1",  DiagnosticCode.WrongType,       null,           "- name: x\n" },
        { "1:7",  DiagnosticCode.WrongType,       null,           "name: [x]\n" + Rules },
        { "2:8",  DiagnosticCode.WrongType,       null,           Name + "rules: cancel\n" },
        { "2:9",  DiagnosticCode.WrongType,       null,           Name + "rules: [cancel]\n" },
        { "3:8",  DiagnosticCode.WrongType,       null,           Good + "title: [a]\n" },
        { "3:8",  DiagnosticCode.WrongType,       null,           Good + "match: SIM-*\n" },
        { "3:24", DiagnosticCode.WrongType,       null,           Good + "match: { amount: { to: \"500\" } }\n" },
        { "3:45", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, times: 1.5") },
        { "3:45", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, times: two") },
        { "3:29", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: [proceed]") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: often") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: '0.1'") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: 10%") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: NaN") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: .inf") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: Infinity") },
        { "3:46", DiagnosticCode.WrongType,       null,           OneRule("when: starting, then: proceed, chance: [0.1]") },
        { "3:33", DiagnosticCode.WrongType,       null,           OneRule("when: walletOpened, then: { cancel: {}, leave: {} }") },
        { "3:44", DiagnosticCode.WrongType,       null,           OneRule("when: walletOpened, then: { approve: taro }") },

        { "1:7",  DiagnosticCode.EmptyValue,      null,           "name: ''\n" + Rules },
        { "1:6",  DiagnosticCode.EmptyValue,      null,           "name:\n" + Rules },
        { "1:7",  DiagnosticCode.EmptyValue,      null,           "name: ~\n" + Rules },
        { "2:8",  DiagnosticCode.EmptyValue,      null,           Name + "rules: []\n" },
        { "3:8",  DiagnosticCode.EmptyValue,      null,           Good + "match: {}\n" },
        { "3:18", DiagnosticCode.EmptyValue,      null,           Good + "match: { amount: {} }\n" },

        { "3:13", DiagnosticCode.UnknownValue,    "walletOpened", OneRule("when: walletOpend, then: cancel") },
        { "3:33", DiagnosticCode.UnknownValue,    "cancel",       OneRule("when: walletOpened, then: cancle") },
        { "3:33", DiagnosticCode.UnknownValue,    null,           OneRule("when: walletOpened, then: explode") },
        { "3:45", DiagnosticCode.UnknownValue,    "person",       OneRule("when: walletOpened, then: cancel, by: Person") },
        { "3:54", DiagnosticCode.UnknownValue,    "all",          OneRule("when: walletOpened, then: { approve: { points: al } }") },

        { "3:45", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, times: 0") },
        { "3:45", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, times: 1001") },
        { "3:45", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, times: 99999999999999999999") },
        { "3:46", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, chance: 0") },
        { "3:46", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, chance: -1") },
        { "3:46", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, chance: 1.5") },
        { "3:46", DiagnosticCode.OutOfRange,      null,           OneRule("when: starting, then: proceed, chance: 1.0000001") },
        { "3:54", DiagnosticCode.OutOfRange,      null,           OneRule("when: walletOpened, then: { approve: { points: -1 } }") },
        { "3:26", DiagnosticCode.OutOfRange,      null,           Good + "match: { amount: { from: -5 } }\n" },
        { "3:18", DiagnosticCode.OutOfRange,      null,           Good + "match: { amount: { from: 5, to: 4 } }\n" },

        { "1:7",  DiagnosticCode.BadName,         null,           "name: X\n" + Rules },
        { "1:7",  DiagnosticCode.BadName,         null,           "name: x-\n" + Rules },
        { "1:7",  DiagnosticCode.BadName,         null,           "name: 決済\n" + Rules },
        { "1:7",  DiagnosticCode.NameDiffers,     "x",            "name: y\n" + Rules },

        { "3:29", DiagnosticCode.WrongHook,       null,           OneRule("when: starting, then: cancel") },
        { "3:33", DiagnosticCode.WrongHook,       null,           OneRule("when: walletOpened, then: arriveLate") },
        { "3:58", DiagnosticCode.BadFormula,      null,           OneRule("when: notifying, then: { send: { fields: { Amount: '{{ total | }}' } } }") },
        { "3:58", DiagnosticCode.BadFormula,      null,           OneRule("when: notifying, then: { send: { fields: { Amount: '{{ totl }}' } } }") },
        { "3:35", DiagnosticCode.OutOfRange,      null,           OneRule("when: walletOpened, then: { approve: { points: '{{ total * 100000 }}' } }") },
        { "3:44", DiagnosticCode.WrongType,       null,           OneRule("when: received, then: { delay: { by: 5s } }") },
        { "3:44", DiagnosticCode.OutOfRange,      null,           OneRule("when: received, then: { delay: { by: { from: PT5S, to: PT1S } } }") },
        { "3:38", DiagnosticCode.WrongType,       null,           OneRule("when: received, match: { time: noon }, then: drop") },
        { "4:5",  DiagnosticCode.UnreachableRule, null,           OneRule("when: starting, then: proceed") + "  - { when: starting, then: arriveLate }\n" },
        { "4:5",  DiagnosticCode.UnreachableRule, null,           OneRule("when: starting, then: proceed, chance: 1") + "  - { when: starting, then: arriveLate }\n" },
    };

    [Theory]
    [MemberData(nameof(InvalidFiles))]
    public void An_invalid_file_has_a_diagnostic_with_position_code_and_suggestion(
        string position, string code, string? suggestion, string text)
    {
        var result = ScenarioFile.Parse(text, "x.yaml", BuiltInSymbols.Known);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(position, $"{diagnostic.Line}:{diagnostic.Column}");
        Assert.Equal(code, diagnostic.Code);
        Assert.Equal(suggestion, diagnostic.Suggestion);
        Assert.Null(result.Scenario);
    }

    [Fact]
    public void Every_diagnostic_code_has_a_test_row()
    {
        // Tested by ScenarioLibraryTests.
        string[] ofFolders =
            [DiagnosticCode.MissingFolder, DiagnosticCode.Unreadable, DiagnosticCode.TooLarge, DiagnosticCode.DuplicateName];
        var codes = typeof(DiagnosticCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(code => (string)code.GetValue(null)!);
        Assert.Equal(codes.Order(), InvalidFiles.Select(row => row.Data.Item2).Concat(ofFolders).Distinct().Order());
    }

    [Fact]
    public void All_errors_of_a_file_are_reported_in_line_order()
    {
        var text =
            """
            name: y
            titel: { en: a }
            name: x
            match: { amount: { from: -1 } }
            rules:
              - { when: walletOpend, then: cancle, times: 0, by: nobody }
              - { when: starting, then: leave }
            """;
        Assert.Equal(
            "1 name-differs, 2 unknown-key, 3 duplicate-key, 4 out-of-range, " +
            "6 unknown-value, 6 unknown-value, 6 out-of-range, 6 unknown-value, 7 wrong-cue",
            string.Join(", ", Parse(text).Select(diagnostic => $"{diagnostic.Line} {diagnostic.Code}")));
    }

    [Theory]
    [InlineData("when: walletOpened, then: cancle",
        "folder/x.yaml:3:33 unknown-value \"cancle\" is not a value of \"then\"; allowed: proceed, delay, drop, hang, httpStatus, " +
        "garble, refuse, arriveLate, askPerson, approve, cancel, leave, decline, lose, omit, send, fail (did you mean \"cancel\"?)")]
    [InlineData("when: starting, then: proceed, times: 0",
        "folder/x.yaml:3:45 out-of-range \"times\" takes 1 to 1000")]
    [InlineData("when: starting, then: proceed, chance: 1.5",
        "folder/x.yaml:3:46 out-of-range \"chance\" takes a number above 0 and up to 1")]
    [InlineData("when: starting, then: proceed, chance: often",
        "folder/x.yaml:3:46 wrong-type \"chance\" takes a number above 0 and up to 1")]
    [InlineData("when: deciding, match: { operation: RecruitSale }, then: { refuse: { errors: M01054004 } }",
        "folder/x.yaml:3:43 unknown-value \"RecruitSale\" is not a value of \"operation\"; allowed: EntryTranRecruit, " +
        "ExecTranRecruit, RecruitSales, RecruitChange, RecruitUpdateAuth, RecruitCancel, EntryTranRecruitContinuance, " +
        "ExecTranRecruitContinuance, RecruitContinuanceChange, RecruitContinuanceChargeCancel, RecruitContinuanceCancel, " +
        "SearchTradeMulti (did you mean \"RecruitSales\"?)")]
    [InlineData("when: charging, match: { operation: RecruitSales }, then: fail",
        "folder/x.yaml:3:43 wrong-cue \"operation\" is for calls, not for charging")]
    [InlineData("when: starting, then: leave",
        "folder/x.yaml:3:29 wrong-cue \"leave\" is not an action of starting; allowed: proceed, refuse, arriveLate")]
    [InlineData("when: deciding, then: refuse",
        "folder/x.yaml:3:29 missing-key \"errors\" is missing")]
    [InlineData("when: deciding, then: { refuse: { errors: [] } }",
        "folder/x.yaml:3:49 empty-value \"errors\" has no value")]
    public void A_diagnostic_is_formatted_as_one_line(string rule, string expected) =>
        Assert.Equal(expected, Parse(OneRule(rule), "folder/x.yaml").Single().ToString());

    [Fact]
    public void A_file_with_every_key_is_read_completely()
    {
        var text =
            """
            name: x
            title: 両方 both
            description: { ja: 日本語だけ }
            match: { shopId: tshop00000001, orderId: "A-?", amount: { from: 100, to: 500 } }
            rules:
              - { when: walletOpened, then: { approve: { member: jiro, points: 30, coupon: SPRING, card: visa } }, times: 2 }
              - { when: walletOpened, then: leave, by: person }
              - { when: starting, then: proceed, by: itself }
              - { when: deciding, match: { operation: RecruitSales }, then: { refuse: { errors: [M01054004, RC1000109] } }, times: 1 }
              - { when: deciding, then: { refuse: { errors: E91099999 } } }
              - { when: charging, then: { fail: { error: RC3000113 } } }
            """;
        var (scenario, diagnostics) = ScenarioFile.Parse(text, "x.yml", BuiltInSymbols.Known);
        Assert.Empty(diagnostics);
        Assert.Equal(new LocalText("両方 both", "両方 both"), scenario!.Title);
        Assert.Equal(new LocalText("日本語だけ", "日本語だけ"), scenario.Description);
        Assert.Equal("shopId tshop00000001, orderId A-?, amount from 100 to 500", scenario.Match!.ToString());
        Assert.Equal(
            [
                new Rule(Hook.WalletOpened, new ScenarioAction.Approve("jiro", PointsUse.Some(30), "SPRING", "visa"), 2),
                new Rule(Hook.WalletOpened, new ScenarioAction.Leave(), Mode: PlayMode.Manual),
                new Rule(Hook.Starting, new ScenarioAction.Proceed()),
                new Rule(Hook.Deciding, new ScenarioAction.Refuse(["M01054004", "RC1000109"]), 1, Match: new(Operation: "RecruitSales")),
                new Rule(Hook.Deciding, new ScenarioAction.Refuse(["E91099999"])),
                new Rule(Hook.Charging, new ScenarioAction.Fail("RC3000113")),
            ],
            scenario.Rules);
    }

    [Theory]
    [InlineData("1",      1.0)]
    [InlineData("1.0",    1.0)]
    [InlineData(".5",     0.5)]
    [InlineData("0.1",    0.1)]
    [InlineData("1e-3",   0.001)]
    [InlineData("0.0001", 0.0001)]
    public void A_chance_is_read_as_a_number(string text, double chance)
    {
        var (scenario, diagnostics) = ScenarioFile.Parse(
            OneRule($"when: starting, then: proceed, times: 1, chance: {text}"), "x.yaml", BuiltInSymbols.Known);
        Assert.Empty(diagnostics);
        Assert.Equal(chance, scenario!.Rules[0].Chance);
    }

    [Fact]
    public void A_rule_by_chance_leaves_later_rules_reachable() => Assert.Empty(Parse(
        OneRule("when: starting, then: proceed, chance: 0.999") + "  - { when: starting, then: arriveLate }\n"));

    [Fact]
    public void An_action_has_the_name_that_is_written()
    {
        foreach (var definition in ActionDefinition.All)
        {
            var (scenario, _) = ScenarioFile.Parse(OneRule(MinimalRule(definition)), "x.yaml", BuiltInSymbols.Known);
            Assert.Equal(definition.Name, scenario!.Rules[0].Then.Name);
        }
    }

    static string MinimalRule(ActionDefinition definition) => definition.Name switch
    {
        "refuse" => "when: deciding, then: { refuse: { errors: M01054004 } }",
        "delay"  => "when: received, then: { delay: { by: PT1S } }",
        _        => $"when: {definition.Hooks[0]}, then: {definition.Name}",
    };

    static IReadOnlyList<Diagnostic> Parse(string text, string path = "x.yaml") =>
        ScenarioFile.Parse(text, path, BuiltInSymbols.Known).Diagnostics;
}
