#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>GET /api/transactions/{id}/wait.</summary>
public sealed class WaitTests
{
    [Theory]
    [InlineData("status=SALES",                "status SALES: it is AUTH")]
    [InlineData("status=AUTH&step=10",         "step 10: the flow has not reached it")]
    [InlineData("status=AUTH&notifications=9", "9 acknowledged notifications: the merchant has acknowledged 3 of 3")]
    [InlineData("answered=SALES",              "an answer to the notification of SALES: there is no such notification")]
    public async Task Wait_answers_408_with_the_first_unmet_condition_when_the_timeout_ends(string conditions, string unmet)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Get, Wait(await Paid(simulated), $"{conditions}&timeoutSeconds=0.01"));
        Assert.Equal((408, $"Waited 0.01 s for {unmet}."), (problem.Status, problem.Detail));
        Assert.NotEmpty(problem.Transaction!.Timeline!);
    }

    [Fact]
    public async Task Wait_answers_the_transaction_when_all_conditions_hold()
    {
        await using var simulated = await SimulatorFixture.Start();
        var transaction = await simulated.WaitFor(await Paid(simulated), "status=AUTH,CAPTURE&step=9&notifications=3&answered=AUTH");
        Assert.Equal("AUTH", transaction.Status);
    }

    [Theory]
    [InlineData("",                                "status")]
    [InlineData("status=NONE",                     "status")]
    [InlineData("step=12",                         "step")]
    [InlineData("notifications=0",                 "notifications")]
    [InlineData("answered=AUTH,SALES",             "answered")]
    [InlineData("status=AUTH&timeoutSeconds=soon", "timeoutSeconds")]
    public async Task Wait_refuses_a_missing_or_invalid_condition(string conditions, string field)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Get, Wait(await simulated.RegisterPayment("WAIT-1"), conditions));
        Assert.Equal(400, problem.Status);
        Assert.Equal(field, Assert.Single(problem.Errors!).Field);
    }

    [Fact]
    public async Task Wait_for_answered_ends_when_the_merchant_answers_wrongly()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "<html>");
        Assert.Equal("AUTH", (await simulated.WaitFor(await Paid(simulated), "answered=AUTH")).Status);
    }

    [Fact]
    public async Task Wait_for_step_9_does_not_end_when_the_merchant_answers_wrongly()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "<html>");
        var order = await Paid(simulated);
        Assert.Equal(408, (await simulated.ProblemOf(HttpMethod.Get, Wait(order, "step=9&timeoutSeconds=0.01"))).Status);
    }

    // A payment whose three notifications have been sent: Advance returns when all due jobs are done.
    static async Task<TestOrder> Paid(SimulatorFixture simulated)
    {
        var order = await simulated.RequestPayment("WAIT-1");
        await simulated.PlayConsumer(order);
        await simulated.Advance("PT1S");
        return order;
    }

    static string Wait(TestOrder order, string conditions) => $"/transactions/{order.AccessId}/wait?{conditions}";
}
