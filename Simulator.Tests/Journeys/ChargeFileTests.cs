#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>The daily file of monthly charges that a merchant downloads.</summary>
public sealed class ChargeFileTests
{
    const string NoCharges = "\"HD\",\"tshop00000001\",\"0\"\r\n\"FT\"\r\n";

    [Fact]
    public async Task Charge_file_lists_the_charges_of_its_day_in_CP932()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await Charged(simulated);
        var contract = (await simulated.TransactionOf(order)).Contract!.Id;
        Assert.Equal(
            "\"HD\",\"tshop00000001\",\"1\"\r\n"
            + $"\"tshop00000001\",\"SUB-1\",\"20260115\",\"SALES\",\"980\",\"98\",\"{contract}\",\"\",\"\",\"20260115090000\"\r\n"
            + "\"FT\"\r\n",
            await Download(simulated, "2026-01-15"));
    }

    [Fact]
    public async Task Charge_file_is_an_attachment_named_by_shop_and_day()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var file = await simulated.Get("/api/shops/tshop00000001/charge-file?date=2026-01-15");
        Assert.Equal(
            "attachment; filename=RC_A_tshop00000001_20260115.csv; filename*=UTF-8''RC_A_tshop00000001_20260115.csv",
            file.Content.Headers.ContentDisposition!.ToString());
    }

    [Fact]
    public async Task Charge_file_of_a_day_without_charges_has_a_header_and_a_footer_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Charged(simulated);
        Assert.Equal(NoCharges, await Download(simulated, "2026-01-16"));
    }

    [Fact]
    public async Task Charge_file_is_empty_after_the_shop_is_reset()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Charged(simulated);
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = TestOrder.FirstShop });
        Assert.Equal(NoCharges, await Download(simulated, "2026-01-15"));
    }

    [Theory]
    [InlineData("tshop00000001", "yesterday",  400)]
    [InlineData("nobody",        "2026-01-15", 404)]
    public async Task Charge_file_refuses_an_unknown_shop_or_invalid_date(string shop, string date, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(status, (await simulated.ProblemOf(HttpMethod.Get, $"/shops/{shop}/charge-file?date={date}")).Status);
    }

    // A contract whose first month is charged at once, on 2026-01-15.
    static async Task<TestOrder> Charged(SimulatorFixture simulated)
    {
        var order = await simulated.SignsUp("SUB-1");
        await simulated.Advance("PT1S");
        return order;
    }

    static async Task<string> Download(SimulatorFixture simulated, string date)
    {
        using var file = await simulated.Get($"/api/shops/tshop00000001/charge-file?date={date}");
        return Cp932.Decode(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
