using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>What good and bad shops do.</summary>
internal static partial class AdviceSteps
{
    /// <summary>The sentences of a rule's findings, judged now.</summary>
    public static async Task<string[]> Sentences(this SimulatorFixture simulated, string rule) =>
        [.. (await simulated.Advice(rule)).Select(finding => finding.Sentence)];

    /// <summary>The severity and the evidence of a rule's only finding, as <c>error: RecruitSales, RecruitSales refused</c>.</summary>
    public static async Task<string> Shown(this SimulatorFixture simulated, string rule)
    {
        var finding = Assert.Single(await simulated.Advice(rule));
        return $"{finding.Severity}: {string.Join(", ", finding.Evidence.Select(entry => entry.What))}";
    }

    /// <summary>Calls an API whose answer is lost: the connection is broken.</summary>
    public static Task CallLost(this SimulatorFixture simulated, string api, TestOrder order, params (string, string)[] more) =>
        Assert.ThrowsAsync<HttpRequestException>(() => simulated.Raw(api, order, more));

    /// <summary>A simulator with a scenario whose consumer approves.</summary>
    /// <param name="rules">Further rules, each as a line such as <c>- { when: notifying, then: omit }</c>.</param>
    public static Task<SimulatorFixture> StartWith(params string[] rules) => SimulatorFixture.StartWithScenarios("played", string.Join('\n',
    [
        "name: played", "title: { en: played, ja: テスト }", "description: { en: for a test, ja: テスト用 }", "rules:",
        "  - { when: walletOpened, then: approve }", .. rules.Select(rule => $"  {rule}"),
    ]));

    /// <summary>A payment that plays the scenario of <see cref="StartWith"/>, after the consumer.</summary>
    public static async Task<TestOrder> Plays(
        this SimulatorFixture simulated, string orderId, string scenario = "played", int amount = 1000)
    {
        var order = await simulated.RequestPayment(orderId, scenario, amount: amount);
        await simulated.PlayConsumer(order);
        return order;
    }
}
