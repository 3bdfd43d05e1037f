using System.Text.Json.Nodes;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace KantanSim.Tests.Advice;

/// <summary>A shop switches rules off, each with a reason: over the control API and in the settings.</summary>
public sealed class SwitchedOffRuleTests
{
    const string Rule = "lost-answer-not-searched";
    const string Path = $"/shops/{TestOrder.FirstShop}";

    [Fact]
    public async Task Finding_of_a_rule_is_left_out_while_the_shop_has_switched_the_rule_off()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        foreach (var body in new[] { """{"advice":null}""", """{"advice":{}}""" })
        {
            await SwitchOff(simulated);
            Assert.Empty(await simulated.Advice(Rule));
            Assert.Equal(200, (int)(await simulated.CallApi(HttpMethod.Put, Path, body))["http"]!);
            Assert.Single(await simulated.Advice(Rule));
        }
    }

    [Fact]
    public async Task Reason_is_shown_and_stays_when_a_change_does_not_have_the_member()
    {
        await using var simulated = await SimulatorFixture.Start();
        await SwitchOff(simulated);
        await simulated.CallApi(HttpMethod.Put, Path, """{"name":"Mugs"}""");
        var shops = (await simulated.CallApi(HttpMethod.Get, "/shops"))["body"]!["items"]!.AsArray();
        Assert.Equal($$"""{"{{Rule}}":"we never search"}""", shops.Single()!["advice"]!.ToJsonString());
    }

    [Fact]
    public async Task Shop_can_be_added_with_a_rule_switched_off()
    {
        await using var simulated = await SimulatorFixture.Start();
        var added = await simulated.CallApi(HttpMethod.Post, "/shops", $$$"""{"shopId":"other1","advice":{"{{{Rule}}}":"a stub"}}""");
        Assert.Equal((201, "a stub"), ((int)added["http"]!, (string?)added["body"]!["advice"]![Rule]));
    }

    [Theory]
    [InlineData("""{"lost-answer-not-serched":"x"}""", "advice.lost-answer-not-serched", "did you mean lost-answer-not-searched?")]
    [InlineData("""{"Lost-Answer-Not-Searched":"x"}""", "advice.Lost-Answer-Not-Searched", "did you mean lost-answer-not-searched?")]
    [InlineData("""{"nonsense":"x"}""", "advice.nonsense", "the id of a rule; there are ")]
    [InlineData("""{"lost-answer-not-searched":""}""", "advice.lost-answer-not-searched", "a reason of 1 to 200 characters")]
    [InlineData("""{"lost-answer-not-searched":" \n"}""", "advice.lost-answer-not-searched", "a reason of 1 to 200 characters")]
    [InlineData("""{"lost-answer-not-searched":null}""", "advice.lost-answer-not-searched", "a text")]
    [InlineData("""{"lost-answer-not-searched":false}""", "advice.lost-answer-not-searched", "a text")]
    [InlineData("true", "advice", "an object of texts")]
    public async Task Wrong_rule_or_reason_is_refused_with_what_is_allowed(string advice, string field, string allowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await simulated.CallApi(HttpMethod.Put, Path, $$"""{"advice":{{advice}} }""");
        var error = Assert.Single(answer["body"]!["errors"]!.AsArray())!;
        Assert.Equal((400, field), ((int)answer["http"]!, (string?)error["field"]));
        Assert.Contains(allowed, (string)error["allowed"]!, StringComparison.Ordinal);
        Assert.Empty((await simulated.CallApi(HttpMethod.Get, Path))["body"]!["advice"]!.AsObject());
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 400)]
    public async Task Reason_has_at_most_200_characters(int length, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        var body = new JsonObject { ["advice"] = new JsonObject { [Rule] = new string('x', length) } };
        Assert.Equal(status, (int)(await simulated.CallApi(HttpMethod.Put, Path, body.ToJsonString()))["http"]!);
    }

    [Fact]
    public void Setting_switches_a_rule_off() =>
        Assert.Equal([KeyValuePair.Create(Rule, "a stub")], Read((Rule, "a stub")).Shops[0].Advice);

    [Theory]
    [InlineData("lost-answer-not-serched", "x", "the id of a rule; did you mean lost-answer-not-searched? There are ")]
    [InlineData(Rule, "", "a reason of 1 to 200 characters.")]
    [InlineData($"{Rule}:deeper", "x", "a reason of 1 to 200 characters.")]
    public void Wrong_setting_prevents_the_start_with_one_line(string rule, string reason, string allowed)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read((rule, reason)));
        Assert.StartsWith($"Setting KantanSim:Shops:0:Advice:{rule.Split(':')[0]} is \"", error.Message, StringComparison.Ordinal);
        Assert.Contains($"\"; allowed: {allowed}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    static Task SwitchOff(SimulatorFixture simulated) =>
        simulated.Send(HttpMethod.Put, Path, new { advice = new Dictionary<string, string> { [Rule] = "we never search" } });

    static Settings Read((string Rule, string Reason) off) => SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("KantanSim:Shops:0:ShopId", "s"), new("KantanSim:Shops:0:ShopPass", "p"),
        new($"KantanSim:Shops:0:Advice:{off.Rule}", off.Reason),
    ]).Build());
}
