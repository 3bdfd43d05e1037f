using System.Text.Json.Nodes;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Methods.RecruitContinuance;

/// <summary>Contracts over months: each month is charged once, on its day in Japan.</summary>
public sealed class YearTests
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
    public async Task A_year_with_a_failed_month_two_cancelled_ones_and_another_amount()
    {
        await using var simulated = await Simulated.Playing("fourth-fails", FourthFails);
        var order = await simulated.SignsUp(scenario: "fourth-fails");
        await To(simulated, "2026-05-10");
        Assert.Equal("REGISTER", (await simulated.Operates("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202605")))["Status"]);
        await To(simulated, "2026-07-10");
        Assert.Equal("REGISTER", (await simulated.Operates("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202606")))["Status"]);
        Assert.Equal("M01255011", (await simulated.Operates("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202603")))["ErrInfo"]);
        Assert.Equal("M01054004", (await simulated.Operates("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202604")))["ErrInfo"]);
        Assert.Equal("M01254002", (await simulated.Operates("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202608")))["ErrInfo"]);
        await To(simulated, "2026-08-05");
        var change = await simulated.Operates("RecruitContinuanceChange", order, ("Amount", "1200"), ("Tax", "120"));
        Assert.Equal("OrderID=SUB-1&Status=REGISTER&Amount=1200&Tax=120", string.Join('&', change.Select(field => $"{field.Key}={field.Value}")));
        await simulated.Api(HttpMethod.Post, "/clock/advance", """{"to":"2026-12-31T14:59:59Z"}""");

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
        var found = await simulated.Searches(order, "25");
        Assert.Equal(("REGISTER", "1200", "120", "202601", "20261231000000"), (found["Status"], found["Amount"], found["Tax"], found["RcStartChargeMonth"], found["ProcessDate"]));
        var deposited = await simulated.Deposited(order);
        Assert.Equal((10, -1078, 5 * 1078 + 4 * 1320), (deposited.Count(line => line.Kind == "sale"), deposited.Single(line => line.Kind == "refund").Card, deposited.Sum(line => line.Card)));
    }

    [Theory]
    [InlineData("2028-01-15T00:00:00Z", "31", "0", "202801 2028-01-15, 202802 2028-02-29, 202803 2028-03-31, 202804 2028-04-30")]
    [InlineData("2027-01-15T00:00:00Z", "31", "0", "202701 2027-01-15, 202702 2027-02-28, 202703 2027-03-31, 202704 2027-04-30")]
    [InlineData("2028-01-15T00:00:00Z", "31", "1", "202802 2028-02-29, 202803 2028-03-31, 202804 2028-04-30")]
    [InlineData("2026-10-31T15:00:00Z", "10", "1", "202612 2026-12-10, 202701 2027-01-10, 202702 2027-02-10")]
    [InlineData("2026-10-31T14:59:59Z", "10", "1", "202611 2026-11-10, 202612 2026-12-10, 202701 2027-01-10, 202702 2027-02-10")]
    [InlineData("2026-11-20T00:00:00Z", "25", "0", "202611 2026-11-20, 202612 2026-12-25, 202701 2027-01-25, 202702 2027-02-25")]
    public async Task Its_days(string begins, string chargeDay, string firstMonthFree, string days)
    {
        await using var simulated = await Simulated.Start(settings: $"--KantanSim:Clock={begins}");
        var order = await simulated.SignsUp(chargeDay: chargeDay, firstMonthFree: firstMonthFree);
        var end = DateTimeOffset.Parse(begins, System.Globalization.CultureInfo.InvariantCulture).AddDays(107);
        await simulated.Api(HttpMethod.Post, "/clock/advance", $$"""{"to":"{{end:yyyy-MM-dd}}T14:59:59Z"}""");
        Assert.Equal(days, string.Join(", ", (await simulated.Charges(order)).Where(charge => charge[^1] != '-').Select(charge => $"{charge[..6]} {charge[^10..]}")));
    }

    [Fact]
    public async Task On_the_charge_day_when_chosen_for_the_first_month_too()
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:Protocol:FirstCharge=OnChargeDay");
        var order = await simulated.SignsUp();
        Assert.Equal(["202601 AUTH 1078 -"], await simulated.Charges(order));
        await simulated.Advance("P16D");
        Assert.Equal(["202601 SALES 1078 2026-01-31"], await simulated.Charges(order));
    }

    [Fact]
    public async Task The_merchant_s_cancel_lets_a_made_charge_go_its_way_and_stops_later_ones()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.SignsUp();
        await To(simulated, "2026-02-10");
        Assert.Equal("CANCEL", (await simulated.Operates("RecruitContinuanceCancel", order))["Status"]);
        await simulated.Advance("P120D");
        Assert.Equal(["202601 SALES 1078 2026-01-15", "202602 SALES 1078 2026-02-28"], await simulated.Charges(order));
        Assert.Equal("CANCEL", await simulated.Status(order));
        Assert.Empty((await simulated.Transaction(order))["due"]!.AsArray());
    }

    [Theory]
    [InlineData("CANCEL", 1)]
    [InlineData("CANCEL", 3)]
    [InlineData("END",    2)]
    public async Task It_ends_by_force_after_failures_in_a_row(string status, int failures)
    {
        await using var simulated = await Simulated.Playing("always-fails", AlwaysFails, $"--KantanSim:Protocol:ForcedEndAfterFailures={failures}", $"--KantanSim:Protocol:ForcedEnd={status}");
        var order = await simulated.SignsUp(scenario: "always-fails");
        await simulated.Advance("P150D");
        Assert.Equal(Enumerable.Range(1, failures).Select(month => $"20260{month} PAYFAIL"), (await simulated.Charges(order)).Select(charge => charge[..14]));
        Assert.Equal((status, "RC3000114"), (await simulated.Status(order), (string?)(await simulated.Transaction(order))["errInfo"]));
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "REGISTER", status], simulated.Told);
        Assert.Empty(await simulated.Deposited(order));
        Assert.Empty((await simulated.Transaction(order))["due"]!.AsArray());
    }

    [Fact]
    public async Task Four_months_at_once_are_the_same_as_month_by_month()
    {
        var (atOnce, byDays) = (await Months(["P120D"]), await Months([.. Enumerable.Repeat("P10D", 12)]));
        Assert.Equal(byDays, atOnce);
    }

    // A clock that jumps, as a simulator's that was off for months: what it missed is made up for, each month once.
    [Fact]
    public async Task A_clock_that_jumps_charges_each_month_once()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.SignsUp();
        await simulated.Advance("PT1S");
        await simulated.Api(HttpMethod.Put, "/clock", """{"mode":"manual","now":"2026-05-15T00:00:00Z"}""");
        Assert.Equal(
            ["202601 SALES 1078 2026-01-15", "202602 SALES 1078 2026-05-15", "202603 SALES 1078 2026-05-15", "202604 SALES 1078 2026-05-15", "202605 AUTH 1078 -"],
            await simulated.Charges(order));
        await simulated.Advance("P1D");
        Assert.Equal(4 * 1078, (await simulated.Deposited(order)).Sum(line => line.Gross));
    }

    [Fact]
    public async Task A_restart_in_the_middle_loses_nothing()
    {
        var data = Directory.CreateTempSubdirectory();
        Order order;
        await using (var before = await Simulated.Start(data.FullName))
        {
            order = await before.SignsUp();
            await To(before, "2026-03-10");
        }
        await using (var after = await Simulated.Start(data.FullName))
        {
            await To(after, "2026-05-01");
            Assert.Equal(
                ["202601 SALES 1078 2026-01-15", "202602 SALES 1078 2026-02-28", "202603 SALES 1078 2026-03-31", "202604 SALES 1078 2026-04-30", "202605 AUTH 1078 -"],
                await after.Charges(order));
            Assert.Equal(4 * 1078, (await after.Deposited(order)).Sum(line => line.Gross));
        }
        data.Delete(recursive: true);
    }

    static async Task<string> Months(string[] steps)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.SignsUp();
        foreach (var step in steps) await simulated.Advance(step);
        var deposits = (await simulated.Api(HttpMethod.Get, "/deposits"))["body"]!;
        return $"{(await simulated.Transaction(order))["contract"]!.ToJsonString()}\n{deposits.ToJsonString()}\n{string.Join(' ', simulated.Told)}";
    }

    /// <summary>A simulator that plays one scenario of its own.</summary>
    /// <summary>Lets time pass until a day begins in Japan.</summary>
    static Task<JsonNode> To(Simulated simulated, string day) => simulated.Api(HttpMethod.Post, "/clock/advance", $$"""{"to":"{{day}}T00:00:00+09:00"}""");
}
