using System.Net;
using KantanSim.Admin.Pages;
using KantanSim.Scenarios.Files;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Lists of scenarios on the command line, in the control API and on the dashboard.</summary>
public sealed class ScenarioListTests
{
    [Fact]
    public void The_command_line_lists_folder_name_title_and_description()
    {
        var lines = ScenariosCommandLine.Lines(RepositoryScenarios.Library).ToList();
        var byChance = RepositoryScenarios.Library.Scenarios.SelectMany(scenario => scenario.Rules).Count(rule => rule.Chance < 1);
        Assert.Equal((2 * RepositoryScenarios.Library.Scenarios.Count) + byChance, lines.Count);
        Assert.Contains("    answering: drop, with a chance of 10%", lines);
        var index = lines.FindIndex(line => line.StartsWith("wallet/wallet-declines ", StringComparison.Ordinal));
        Assert.EndsWith(" Wallet declines", lines[index], StringComparison.Ordinal);
        Assert.StartsWith("    A good merchant takes PAYFAIL as final", lines[index + 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_control_API_returns_the_complete_scenario()
    {
        await using var simulated = await SimulatorFixture.Start();
        var scenario = (await simulated.CallApi(HttpMethod.Get, "/scenarios/sale-answer-dropped"))["body"]!;
        Assert.Equal("gateway", (string?)scenario["folder"]);
        Assert.Equal(
            """{"when":"answering","match":"operation RecruitSales","chance":1,"then":"drop","text":"drop","times":1,"by":"itself"}""",
            scenario["rules"]![1]!.ToJsonString());
        Assert.Equal(
            """{"do":"RecruitSales","value":null,"gets":"nothing"}""",
            scenario["script"]![3]!.ToJsonString());
        Assert.Equal(
            """{"status":"SALES","errInfo":"","notified":["REQSUCCESS","AUTHPROCESS","AUTH","SALES"],"returned":["AUTH"]}""",
            scenario["expect"]!.ToJsonString());
    }

    [Fact]
    public async Task The_control_API_and_the_pages_show_the_chance_of_a_rule()
    {
        await using var simulated = await SimulatorFixture.Start();
        var scenario = (await simulated.CallApi(HttpMethod.Get, "/scenarios/sale-answer-lost-by-chance"))["body"]!;
        Assert.Equal(0.1, (double)scenario["rules"]![0]!["chance"]!);
        Assert.Contains(
            "The answer to RecruitSales: the connection is closed; the result is already saved (with a chance of 10%).",
            await Text(simulated, "/scenarios/sale-answer-lost-by-chance?lang=en"), StringComparison.Ordinal);
        Assert.Contains(
            "RecruitSales に応答するとき、接続を切る。処理結果は保存済み（10%の確率で）。",
            await Text(simulated, "/scenarios/sale-answer-lost-by-chance?lang=ja"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1", "10%")]
    [InlineData("0.07", "7%")]
    [InlineData("0.0001", "0.01%")]
    [InlineData("0.125", "12.5%")]
    [InlineData("1", "")]
    public void A_chance_is_formatted_in_percent(string chance, string expected)
    {
        var text = $"name: x\nrules:\n  - {{ when: charging, then: fail, chance: {chance} }}\n";
        Assert.Equal(expected, ScenarioFormatter.FormatChance(ScenarioFile.Parse(text, "x.yaml", BuiltInSymbols.Known).Scenario!.Rules[0]));
    }

    [Fact]
    public async Task The_control_API_returns_the_race()
    {
        await using var simulated = await SimulatorFixture.Start();
        var scenario = (await simulated.CallApi(HttpMethod.Get, "/scenarios/browser-comes-first"))["body"]!;
        Assert.Equal("returnFirst", (string?)scenario["race"]);
    }

    [Fact]
    public async Task The_dashboard_lists_every_scenario_and_shows_each_completely()
    {
        await using var simulated = await SimulatorFixture.Start();
        var index = await Text(simulated, "/scenarios?lang=en");
        foreach (var scenario in RepositoryScenarios.Library.Scenarios)
        {
            var page = await Text(simulated, $"/scenarios/{scenario.Name}?lang=en");
            Assert.Contains($"id=\"row-{scenario.Name}\"", index, StringComparison.Ordinal);
            Assert.All(
                [scenario.Title.En, scenario.Description.En], part => Assert.Contains(part, index, StringComparison.Ordinal));
            Assert.All(Parts(scenario), part => Assert.Contains(part, page, StringComparison.Ordinal));
        }
    }

    static IEnumerable<string> Parts(Scenario scenario) =>
    [
        scenario.Title.En,
        scenario.Description.En,
        $"{scenario.Match}",
        scenario.RaceWord ?? "",
        .. scenario.Rules.Select(rule => RuleSentence.Of(rule).En),
        .. scenario.Script.Select(ScenarioFormatter.Format),
        .. ScenarioFormatter.Format(scenario.Expect!).Select(line => line.Value),
        scenario.Yaml,
    ];

    [Theory]
    [InlineData("when: received, then: { delay: { by: { from: PT1S, to: PT2S } } }", "delay: by PT1S to PT2S")]
    [InlineData("when: received, then: { httpStatus: { code: 500 } }", "httpStatus: code 500")]
    [InlineData("when: deciding, then: { refuse: { errors: [E91099999, RC2000104] } }", "refuse: errors E91099999 RC2000104")]
    [InlineData("when: walletOpened, then: { approve: { member: taro, points: 30, clicks: 2, reloads: true } }",
        "approve: member taro, points 30, clicks 2, reloads")]
    [InlineData("when: walletOpened, then: { approve: { points: '{{ random 1 5 }}' } }", "approve: points {{ random 1 5 }}")]
    [InlineData("when: notifying, then: { send: { times: 2, together: true, again: P1D, fields: { Status: '' } } }",
        "send: times 2, together, again P1D, Status = (omitted)")]
    [InlineData("when: charging, then: fail", "fail")]
    public void A_rule_is_formatted_as_it_is_written(string rule, string expected)
    {
        var scenario = ScenarioFile.Parse($"name: x\nrules:\n  - {{ {rule} }}\n", "x.yaml", BuiltInSymbols.Known).Scenario!;
        Assert.Equal(expected, ScenarioFormatter.Format(scenario.Rules[0]));
    }

    [Fact]
    public void A_match_is_formatted_as_it_is_written()
    {
        var match = new RuleMatch(
            OrderId: "A-*",
            AmountFrom: 1,
            AmountTo: 5,
            Operation: "RecruitSales",
            Attempt: 2,
            Time: (new(23, 0), new(4, 0)));
        Assert.Equal("orderId A-*, amount from 1 to 5, operation RecruitSales, attempt 2, time 23:00-04:00", $"{match}");
    }

    static async Task<string> Text(SimulatorFixture simulated, string path)
    {
        using var answer = await simulated.Get(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
