using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>A recurring contract from the consumer's side, on the wallet's pages and headless.</summary>
public sealed class ContractJourneyTests
{
    [Fact]
    public async Task Consumer_signs_up_and_ends_the_contract_on_the_wallet_pages()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestContract("SUB-1", free: "1", amount: 980, tax: 98);
        using var start = await simulated.OpenStartUrl(order, "RecruitContinuanceStart");
        var wallet = start.Headers.Location!.ToString();
        await simulated.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        var page = await simulated.Page(wallet);
        Assert.Contains("data-testid=\"charge-day\">last day of the month", page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"first-month\">free", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"points\"", page, StringComparison.Ordinal);
        await simulated.Submits(wallet, ("card", "master"), ("do", "approve"));
        Assert.Equal("REGISTER", await simulated.Status(order));

        var contract = wallet.Replace("/recruit/pay/", "/recruit/contracts/", StringComparison.Ordinal);
        Assert.Contains("data-testid=\"end-contract\"", await simulated.Page(contract), StringComparison.Ordinal);
        await simulated.Submits($"{contract}/end");
        Assert.DoesNotContain("data-testid=\"end-contract\"", await simulated.Page(contract), StringComparison.Ordinal);
        Assert.Equal("CANCEL", await simulated.Status(order));
        await simulated.Advance("P90D");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "REGISTER", "CANCEL"], simulated.NotifiedStatuses);
        Assert.Empty((await simulated.TransactionOf(order)).Contract!.Charges);
    }

    [Fact]
    public async Task Charge_fails_when_the_consumer_ended_the_contract_before_its_day()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.SignsUp(firstMonthFree: "1");
        await simulated.Advance("P20D");
        Assert.Equal("CANCEL", (await simulated.PlayConsumer(order, "end")).Status);
        await simulated.Advance("P60D");
        var charge = Assert.Single((await simulated.TransactionOf(order)).Contract!.Charges);
        Assert.Equal(("202602", "PAYFAIL", "RC3000115"), (charge.Month, charge.Status, charge.ErrInfo));
    }

    [Fact]
    public async Task Contract_cannot_be_ended_twice()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.SignsUp();
        await simulated.PlayConsumer(order, "end");
        var problem = await simulated.ProblemOf(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", new { action = "end" });
        Assert.Equal((409, "CANCEL"), (problem.Status, problem.Transaction!.Status));
    }
}
