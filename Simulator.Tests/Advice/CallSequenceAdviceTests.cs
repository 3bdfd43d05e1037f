using KantanSim.Advice.Rules.Calls;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings about calls that are repeated, parallel or wrong in a row.</summary>
public sealed class CallSequenceAdviceTests
{
    static readonly (string Name, string Value)[] Request = [("RetURL", "http://localhost/"), ("ItemName", "pot")];

    [Theory]
    [InlineData("approve", "AUTH")]
    [InlineData("cancel", "PAYFAIL")]
    public async Task OrderID_of_an_ended_payment_that_is_registered_again_is_a_warning(string action, string status)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("REUSE-1");
        await simulated.PlayConsumer(order, action);
        await simulated.Call("EntryTranRecruit", null, AdviceSteps.Registration("REUSE-1"));
        var finding = await simulated.Finding("order-id-reused");
        Assert.Equal(("warning", order.AccessId), (finding.Severity, finding.AccessId));
        Assert.Equal(
            $"Your shop registered the OrderID REUSE-1 again at 09:00, although its payment had already ended with {status}; "
            + "the gateway refused it with M01004010.",
            finding.Sentence);
        Assert.Equal(["EntryTranRecruit"], finding.Evidence.Select(entry => entry.What));
    }

    [Fact]
    public async Task OrderID_that_is_registered_again_before_its_payment_has_ended_is_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("REUSE-2");
        await simulated.Call("EntryTranRecruit", null, AdviceSteps.Registration("REUSE-2"));
        await simulated.CallOperation("ExecTranRecruit", order, Request);
        await simulated.Call("EntryTranRecruit", null, AdviceSteps.Registration("REUSE-2"));
        await simulated.PlayConsumer(order, "approve");
        Assert.Empty(await simulated.Advice("order-id-reused"));
    }

    [Fact]
    public async Task Registration_that_begins_before_another_one_is_answered_is_a_warning()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var waits = new ScriptedWaits(simulated);
        var slow = simulated.Call("EntryTranRecruit", "slow-calls", AdviceSteps.Registration("TWICE-1"));
        await waits.Next(slow);
        var order = await simulated.RegisterPayment("TWICE-1");
        await simulated.Advance("PT5S");
        await slow;
        var finding = await simulated.Finding("registration-in-parallel");
        Assert.Equal(("warning", order.AccessId), (finding.Severity, finding.AccessId));
        Assert.Equal(
            "Your shop sent 2 registrations of the OrderID TWICE-1 (EntryTranRecruit) at the same time: "
            + "the next one before the first was answered.",
            finding.Sentence);
        Assert.Equal(2, finding.Evidence.Length);
    }

    [Fact]
    public async Task Registration_after_the_answer_of_another_one_is_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("TWICE-2");
        await simulated.Call("EntryTranRecruit", null, AdviceSteps.Registration("TWICE-2"));
        Assert.Empty(await simulated.Advice("registration-in-parallel"));
    }

    [Fact]
    public async Task Payment_that_is_requested_again_after_a_success_is_an_error()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("AGAIN-1");
        await simulated.Advance("PT1M");
        await simulated.CallOperation("ExecTranRecruit", order, Request);
        var finding = await simulated.Finding("payment-request-repeated");
        Assert.Equal(("error", order.AccessId), (finding.Severity, finding.AccessId));
        Assert.Equal(
            "Your shop called ExecTranRecruit again (last at 09:01), although it had succeeded at 09:00; "
            + "the gateway refused it with M01004014.",
            finding.Sentence);
        Assert.Equal(["ExecTranRecruit", "ExecTranRecruit refused"], finding.Evidence.Select(entry => entry.What));
    }

    [Theory]
    [InlineData("request-answer-lost")]
    [InlineData("request-answer-garbled")]
    public async Task Payment_that_is_requested_again_after_a_lost_answer_is_not_that_error(string scenario)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("AGAIN-2", scenario);
        await Record.ExceptionAsync(async () => (await simulated.Raw("ExecTranRecruit", order, Request)).Dispose());
        Assert.Equal("M01004014", (await simulated.CallOperation("ExecTranRecruit", order, Request))["ErrInfo"]);
        Assert.Empty(await simulated.Advice("payment-request-repeated"));
    }

    [Theory]
    [InlineData("wallet-other-fault-once")]
    [InlineData("calls-throttled")]
    public async Task Payment_that_is_requested_again_after_a_refusal_is_no_finding(string scenario)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("AGAIN-3", scenario);
        for (var attempt = 0; attempt < 3; attempt++)
            if ((await simulated.CallOperation("ExecTranRecruit", order, Request)).ContainsKey("Token"))
                break;
        Assert.Empty(await simulated.Advice());
    }

    [Theory]
    [InlineData("xxx", 3)]
    [InlineData("xxoxx", 0)]
    [InlineData("xx", 0)]
    [InlineData("oxxxxo", 4)]
    [InlineData("xxxoxxx", 3)]
    [InlineData("xxxoxxxxoxxx", 4)]
    public async Task ShopPass_that_is_missing_three_times_in_a_row_is_a_warning_of_the_shop(string calls, int evidence)
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var (index, call) in calls.Index())
            await simulated.Call("EntryTranRecruit", null,
                [.. AdviceSteps.Registration($"PASS-{index}").Where(field => call == 'o' || field.Name != "ShopPass")]);
        var findings = await simulated.Advice("credentials-missing");
        Assert.Equal(evidence == 0 ? [] : [("warning", null, evidence)],
            findings.Select(finding => (finding.Severity, finding.AccessId, finding.Evidence.Length)));
        Assert.All(findings, finding => Assert.Equal(
            $"Your shop called EntryTranRecruit {evidence} times in a row without ShopPass; the gateway refused it with M01003001.",
            finding.Sentence));
    }

    [Fact]
    public async Task AccessPass_that_is_missing_in_three_calls_about_a_payment_is_a_finding_of_that_payment()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("PASS-1");
        for (var call = 0; call < 3; call++) await simulated.CallOperation("RecruitSales", order with { AccessPass = "" });
        var finding = await simulated.Finding("credentials-missing");
        Assert.Equal(("warning", order.AccessId), (finding.Severity, finding.AccessId));
        Assert.Contains("RecruitSales 3 times in a row without AccessPass", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_calls_about_one_payment_each_are_findings_of_these_payments_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var id in new[] { "PASS-1", "PASS-2" })
        {
            var order = await simulated.Pay(id);
            for (var call = 0; call < 3; call++) await simulated.CallOperation("RecruitSales", order with { AccessPass = "" });
            await simulated.CallOperation("RecruitSales", order);
        }
        Assert.Equal(["PASS-2", "PASS-1"], (await simulated.Advice("credentials-missing")).Select(finding => finding.OrderId));
    }

    [Fact]
    public async Task AccessPass_that_is_missing_in_calls_about_three_payments_is_a_finding_of_the_shop()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var id in new[] { "PASS-1", "PASS-2", "PASS-3" })
            await simulated.CallOperation("ExecTranRecruit", await simulated.RegisterPayment(id) with { AccessPass = "" }, Request);
        var finding = await simulated.Finding("credentials-missing");
        Assert.Equal(("tshop00000001", null, 3), (finding.ShopId, finding.AccessId, finding.Evidence.Length));
    }

    [Fact]
    public async Task Body_that_is_no_form_is_not_told_as_a_missing_password()
    {
        await using var simulated = await SimulatorFixture.Start();
        const string body = """{"ShopID":"tshop00000001"}""";
        for (var call = 0; call < 3; call++) await simulated.PostAs("EntryTranRecruit", "application/json", body);
        Assert.Equal(["content-type-not-form"], (await simulated.Advice()).Select(finding => finding.Rule));
    }

    [Theory]
    [InlineData("PPPPP", true)]
    [InlineData("PPPP", false)]
    [InlineData("PPPSPP", false)]
    [InlineData("PPPaPP", false)]
    public async Task Fourth_retry_without_a_pause_or_a_search_is_a_warning(string calls, bool isTold)
    {
        var realTime = new ManualTime(new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero));
        await using var simulated = await SimulatorFixture.StartAt(realTime);
        var order = await simulated.RegisterPayment("RETRY-1", "system-fault-for-good");
        foreach (var call in calls)
        {
            if (call == 'P') await simulated.CallOperation("ExecTranRecruit", order, Request);
            else if (call == 'S') await simulated.SearchTrade(order);
            else await simulated.Advance("PT2S");
        }
        var findings = await simulated.Advice("retry-without-pause");
        Assert.Equal(isTold ? [("warning", order.AccessId, 5)] : [],
            findings.Select(finding => (finding.Severity, finding.AccessId!, finding.Evidence.Length)));
        Assert.All(findings, finding => Assert.Equal(
            "Your shop sent the same ExecTranRecruit 5 times for the OrderID RETRY-1, each within a second of the answer before "
            + "(last answer: E91099999).",
            finding.Sentence));
    }

    [Fact]
    public async Task Hang_that_ends_after_five_simulated_minutes_at_once_is_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var waits = new ScriptedWaits(simulated);
        var hanging = simulated.Call("EntryTranRecruit", "registration-hangs", AdviceSteps.Registration("HANG-1"));
        await waits.Next(hanging);
        await simulated.Advance("PT5M");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging);
        Assert.Empty(await simulated.Advice("hang-waited-long"));
    }

    [Fact]
    public async Task Good_payments_have_no_findings_about_their_calls()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("GOOD-1");
        await simulated.SearchTrade(order);
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        await simulated.CallOperation("RecruitSales", order);
        await simulated.CallOperation("RecruitCancel", order);
        var contract = await simulated.Subscribes("GOOD-2");
        await simulated.SearchTrade(contract, "25");
        var rules = CallsRules.All.Select(rule => rule.Id).ToHashSet();
        Assert.DoesNotContain(await simulated.Advice(), finding => rules.Contains(finding.Rule));
    }
}
