#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Methods.RecruitContinuance;

/// <summary>The monthly charges of a contract: each month is charged once, on its charge day in Japan.</summary>
public sealed class MonthlyChargeTests
{
    const string FourthFails = """
        name: fourth-fails
        title: The fourth month fails
        description: A good merchant asks for another card.
        rules:
          - { when: charging, then: proceed, times: 3 }
          - { when: charging, then: { fail: { error: RC3000113 } }, times: 1 }
        """;

    const string AlwaysFails = """
        name: always-fails
        title: Every month fails
        description: A good merchant asks for another card.
        rules:
          - { when: charging, then: fail }
        """;

    [Fact]
    public async Task Charges_of_a_year_follow_failures_cancellations_and_amount_changes()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("fourth-fails", FourthFails);
        var order = await simulated.SignsUp(scenario: "fourth-fails");
        Task<Dictionary<string, string>> CancelMonth(string month) =>
            simulated.CallOperation("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", month));
        await To(simulated, "2026-05-10");
        Assert.Equal("REGISTER", (await CancelMonth("202605"))["Status"]);
        await To(simulated, "2026-07-10");
        Assert.Equal("REGISTER", (await CancelMonth("202606"))["Status"]);
        Assert.Equal("M01255011", (await CancelMonth("202603"))["ErrInfo"]);
        Assert.Equal("M01054004", (await CancelMonth("202604"))["ErrInfo"]);
        Assert.Equal("M01254002", (await CancelMonth("202608"))["ErrInfo"]);
        await To(simulated, "2026-08-05");
        var change = await simulated.CallOperation("RecruitContinuanceChange", order, ("Amount", "1200"), ("Tax", "120"));
        Assert.Equal(
            "OrderID=SUB-1&Status=REGISTER&Amount=1200&Tax=120",
            string.Join('&', change.Select(field => $"{field.Key}={field.Value}")));
        await simulated.AdvanceTo("2026-12-31T14:59:59Z");

        Assert.Equal(
        [
            "202601 SALES 1078 2026-01-15",
            "202602 SALES 1078 2026-02-28",
            "202603 SALES 1078 2026-03-31",
            "202604 PAYFAIL 1078 2026-04-30",
            "202605 CANCEL 1078 -",
            "202606 CANCEL 1078 2026-06-30",
            "202607 SALES 1078 2026-07-31",
            "202608 SALES 1078 2026-08-31",
            "202609 SALES 1320 2026-09-30",
            "202610 SALES 1320 2026-10-31",
            "202611 SALES 1320 2026-11-30",
            "202612 SALES 1320 2026-12-31",
        ], await simulated.Charges(order));
        var found = await simulated.SearchTrade(order, "25");
        Assert.Equal(
            ("REGISTER", "1200", "120", "202601", "20261231000000"),
            (found["Status"], found["Amount"], found["Tax"], found["RcStartChargeMonth"], found["ProcessDate"]));
        var deposited = await simulated.DepositsOf(order);
        Assert.Equal(10, deposited.Count(line => line.Kind == "sale"));
        Assert.Equal(-1078, deposited.Single(line => line.Kind == "refund").Card);
        Assert.Equal(5 * 1078 + 4 * 1320, deposited.Sum(line => line.Card));
    }

    [Theory]
    [InlineData("2028-01-15T00:00:00Z", "31", "0", "202801 2028-01-15, 202802 2028-02-29, 202803 2028-03-31, 202804 2028-04-30")]
    [InlineData("2027-01-15T00:00:00Z", "31", "0", "202701 2027-01-15, 202702 2027-02-28, 202703 2027-03-31, 202704 2027-04-30")]
    [InlineData("2028-01-15T00:00:00Z", "31", "1", "202802 2028-02-29, 202803 2028-03-31, 202804 2028-04-30")]
    [InlineData("2026-10-31T15:00:00Z", "10", "1", "202612 2026-12-10, 202701 2027-01-10, 202702 2027-02-10")]
    [InlineData("2026-10-31T14:59:59Z", "10", "1", "202611 2026-11-10, 202612 2026-12-10, 202701 2027-01-10, 202702 2027-02-10")]
    [InlineData("2026-11-20T00:00:00Z", "25", "0", "202611 2026-11-20, 202612 2026-12-25, 202701 2027-01-25, 202702 2027-02-25")]
    public async Task Charge_falls_on_the_charge_day_or_the_last_day_of_its_month(
        string begins, string chargeDay, string firstMonthFree, string days)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Clock={begins}");
        var order = await simulated.SignsUp(chargeDay: chargeDay, firstMonthFree: firstMonthFree);
        var end = DateTimeOffset.Parse(begins, CultureInfo.InvariantCulture).AddDays(107);
        await simulated.AdvanceTo($"{end:yyyy-MM-dd}T14:59:59Z");
        var charged = (await simulated.Charges(order)).Where(charge => charge[^1] != '-');
        Assert.Equal(days, string.Join(", ", charged.Select(charge => $"{charge[..6]} {charge[^10..]}")));
    }

    [Fact]
    public async Task First_charge_waits_for_the_charge_day_when_configured()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:FirstCharge=OnChargeDay");
        var order = await simulated.SignsUp();
        Assert.Equal(["202601 AUTH 1078 -"], await simulated.Charges(order));
        await simulated.Advance("P16D");
        Assert.Equal(["202601 SALES 1078 2026-01-31"], await simulated.Charges(order));
    }

    [Fact]
    public async Task Merchant_cancel_lets_the_pending_charge_complete_and_stops_later_ones()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.SignsUp();
        await To(simulated, "2026-02-10");
        Assert.Equal("CANCEL", (await simulated.CallOperation("RecruitContinuanceCancel", order))["Status"]);
        await simulated.Advance("P120D");
        Assert.Equal(["202601 SALES 1078 2026-01-15", "202602 SALES 1078 2026-02-28"], await simulated.Charges(order));
        Assert.Equal("CANCEL", await simulated.Status(order));
        Assert.Empty((await simulated.TransactionOf(order)).Due!);
    }

    [Theory]
    [InlineData("CANCEL", 1)]
    [InlineData("CANCEL", 3)]
    [InlineData("END",    2)]
    public async Task Contract_ends_after_the_configured_number_of_failed_charges(string status, int failures)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("always-fails", AlwaysFails,
            $"--KantanSim:Protocol:ForcedEndAfterFailures={failures}", $"--KantanSim:Protocol:ForcedEnd={status}");
        var order = await simulated.SignsUp(scenario: "always-fails");
        await simulated.Advance("P150D");
        Assert.Equal(
            Enumerable.Range(1, failures).Select(month => $"20260{month} PAYFAIL"),
            (await simulated.Charges(order)).Select(charge => charge[..14]));
        Assert.Equal((status, "RC3000114"), (await simulated.Status(order), (await simulated.TransactionOf(order)).ErrInfo));
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "REGISTER", status], simulated.NotifiedStatuses);
        Assert.Empty(await simulated.DepositsOf(order));
        Assert.Empty((await simulated.TransactionOf(order)).Due!);
    }

    [Fact]
    public async Task Advancing_four_months_at_once_equals_advancing_in_small_steps()
    {
        var atOnce = await StateAfter("P120D");
        var inSteps = await StateAfter([.. Enumerable.Repeat("P10D", 12)]);
        Assert.Equal(inSteps, atOnce);
    }

    // The clock is set forward, as when the simulator did not run for months.
    [Fact]
    public async Task Clock_jump_charges_each_missed_month_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.SignsUp();
        await simulated.Advance("PT1S");
        await simulated.Send(HttpMethod.Put, "/clock", new { mode = "manual", now = "2026-05-15T00:00:00Z" });
        Assert.Equal(
        [
            "202601 SALES 1078 2026-01-15",
            "202602 SALES 1078 2026-05-15",
            "202603 SALES 1078 2026-05-15",
            "202604 SALES 1078 2026-05-15",
            "202605 AUTH 1078 -",
        ], await simulated.Charges(order));
        await simulated.Advance("P1D");
        Assert.Equal(4 * 1078, (await simulated.DepositsOf(order)).Sum(line => line.Gross));
    }

    [Fact]
    public async Task Charges_continue_after_a_restart()
    {
        var data = Directory.CreateTempSubdirectory();
        TestOrder order;
        await using (var before = await SimulatorFixture.Start(data.FullName))
        {
            order = await before.SignsUp();
            await To(before, "2026-03-10");
        }
        await using (var after = await SimulatorFixture.Start(data.FullName))
        {
            await To(after, "2026-05-01");
            Assert.Equal(
            [
                "202601 SALES 1078 2026-01-15",
                "202602 SALES 1078 2026-02-28",
                "202603 SALES 1078 2026-03-31",
                "202604 SALES 1078 2026-04-30",
                "202605 AUTH 1078 -",
            ], await after.Charges(order));
            Assert.Equal(4 * 1078, (await after.DepositsOf(order)).Sum(line => line.Gross));
        }
        data.Delete(recursive: true);
    }

    /// <summary>The contract, its charges, deposits and notifications after the clock was advanced step by step.</summary>
    static async Task<string> StateAfter(params string[] steps)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.SignsUp();
        foreach (var step in steps) await simulated.Advance(step);
        var contract = (await simulated.TransactionOf(order)).Contract!;
        var deposits = await simulated.Send(HttpMethod.Get, "/deposits");
        var charges = string.Join<ChargeDto>('\n', contract.Charges);
        return $"{contract with { Charges = [] }}\n{charges}\n{deposits}\n{string.Join(' ', simulated.NotifiedStatuses)}";
    }

    /// <summary>Advances the clock to the beginning of a day in Japan.</summary>
    static Task To(SimulatorFixture simulated, string day) => simulated.AdvanceTo($"{day}T00:00:00+09:00");
}
