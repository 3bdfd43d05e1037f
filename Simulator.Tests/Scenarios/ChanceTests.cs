using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Rules with <c>chance</c>: which payments play them, and that a seed repeats them.</summary>
public sealed class ChanceTests
{
    const int Orders = 200;

    [Fact]
    public async Task A_chance_of_a_tenth_plays_the_rule_for_a_tenth_of_the_orders_and_the_same_ones_in_each_run()
    {
        const string scenario = """
            name: x
            rules:
              - { when: received, chance: 0.1, then: httpStatus }
            """;
        var first = await Statuses(scenario);
        Assert.Equal(23, first.Count(status => status == 503));
        Assert.Equal(first, await Statuses(scenario));
    }

    [Fact]
    public async Task Rules_draw_independently()
    {
        var statuses = await Statuses("""
            name: x
            rules:
              - { when: received, chance: 0.5, then: { httpStatus: { code: 501 } } }
              - { when: received, chance: 0.5, then: { httpStatus: { code: 502 } } }
            """);
        // A half, and a quarter each. With one draw for both rules there would be no 502.
        Assert.Equal((107, 39, 54), (Count(501), Count(502), Count(200)));
        int Count(int status) => statuses.Count(other => other == status);
    }

    [Fact]
    public async Task Attempts_draw_independently()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("x", """
            name: x
            rules:
              - { when: received, chance: 0.5, then: httpStatus }
            """);
        var attempts = new List<string>();
        for (var number = 1; number <= 40; number++)
            attempts.Add($"{await Register(simulated, number)} {await Register(simulated, number)}");
        // With one draw for both attempts every order would have the same status twice.
        Assert.Equal((11, 15), (attempts.Count(pair => pair == "503 503"), attempts.Count(pair => pair == "503 200")));
    }

    [Fact]
    public async Task Notifications_of_different_statuses_draw_independently()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("x", """
            name: x
            rules:
              - { when: notifying, chance: 0.5, then: omit }
            """);
        var both = new HashSet<string>();
        for (var number = 1; number <= 20; number++)
        {
            var order = await simulated.Pay($"CHANCE-{number}", scenario: "x");
            await simulated.Advance("PT0S");
            both.Add(string.Join(' ', (await simulated.NotificationsOf(order)).Select(one => one.Attempts[0].Outcome.Split(':')[0])));
        }
        Assert.Contains("not sent received received", both);
        Assert.Contains("received received not sent", both);
    }

    [Fact]
    public async Task A_chance_does_not_change_the_random_numbers_of_formulas()
    {
        var always = await Points("chance: 1");
        Assert.InRange(always, 1, 900);
        Assert.Equal(always, await Points("chance: 0.999999"));
    }

    [Theory]
    [InlineData(0.0, "cancel leave leave")]
    [InlineData(0.499, "cancel leave leave")]
    [InlineData(0.5, "leave leave leave")]
    public void A_failed_draw_leaves_the_rule_s_times_for_later(double draw, string expected)
    {
        var scenario = Parse("{ when: walletOpened, chance: 0.5, times: 1, then: cancel }", "{ when: walletOpened, then: leave }");
        var played = 0;
        var actions = Enumerable.Range(1, 3).Select(attempt =>
        {
            var context = Context(attempt) with { PlayCount = index => index == 0 ? played : 0, Draw = _ => draw };
            var (rule, index) = scenario.RuleFor(context)!.Value;
            if (index == 0) played++;
            return rule.Then.Name;
        });
        Assert.Equal(expected, string.Join(' ', actions));
    }

    [Fact]
    public void A_rule_that_does_not_match_or_is_always_played_draws_nothing()
    {
        var scenario = Parse(
            "{ when: walletOpened, match: { orderId: NO-* }, chance: 0.5, then: cancel }",
            "{ when: walletOpened, chance: 1, then: leave }");
        var context = Context(1) with { Draw = index => throw new InvalidOperationException($"rule {index} draws") };
        Assert.Equal("leave", scenario.RuleFor(context)!.Value.Rule.Then.Name);
    }

    [Theory]
    [InlineData("0.5", false)]
    [InlineData("1", true)]
    public void A_payment_that_goes_on_by_chance_is_not_unattended(string chance, bool unattended) =>
        Assert.Equal(unattended, Parse($"{{ when: walletOpened, chance: {chance}, then: cancel }}").IsUnattended);

    static Scenario Parse(params string[] rules) =>
        ScenarioFile.Parse($"name: x\nrules:\n  - {string.Join("\n  - ", rules)}\n", "x.yaml", BuiltInSymbols.Known).Scenario!;

    static HookContext Context(int attempt) =>
        new(Hook.WalletOpened) { ShopId = TestOrder.FirstShop, OrderId = "ORDER-1", Total = 1_000, Attempt = attempt };

    static async Task<List<int>> Statuses(string scenario)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("x", scenario);
        var statuses = new List<int>();
        for (var number = 1; number <= Orders; number++) statuses.Add(await Register(simulated, number));
        return statuses;
    }

    /// <returns>The HTTP status.</returns>
    static async Task<int> Register(SimulatorFixture simulated, int number)
    {
        using var answer = await simulated.PostForm(
            "/payment/EntryTranRecruit.idPass",
            $"ShopID=tshop00000001&ShopPass=kantansim1&OrderID=CHANCE-{number}&JobCd=AUTH&Amount=1000",
            (ScenarioSelector.Header, "x"));
        return (int)answer.StatusCode;
    }

    /// <returns>The points that the consumer uses.</returns>
    static async Task<int> Points(string chance)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("x", $$$"""
            name: x
            rules:
              - { when: walletOpened, {{{chance}}}, then: { approve: { member: hanako, points: '{{ random 1 900 }}' } } }
            """);
        var order = await simulated.RequestPayment("CHANCE-1", "x");
        await simulated.PlayConsumer(order);
        return (await simulated.TransactionOf(order)).Points!.Value;
    }
}
