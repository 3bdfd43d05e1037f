using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The details on a payment's page: a contract's terms and charges, extensions, amount changes.</summary>
public sealed partial class PaymentPageTests
{
    [Theory]
    [InlineData("en", "each month on day 31, or its last day", "charged", "the consumer had ended")]
    [InlineData("ja", "毎月31日（ない月は末日）", "課金あり", "利用者が解約済み")]
    public async Task Contract_page_shows_its_terms_and_monthly_charges(
        string language, string chargeDay, string firstMonth, string ended)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestContract("SHOWN-1", amount: 980, tax: 98);
        Assert.Equal("", Value(await Page(simulated, order, language), "contract-id"));
        await simulated.PlayConsumer(order);
        await simulated.Advance("P20D");
        await simulated.PlayConsumer(order, "end");
        await simulated.Advance("P30D");
        var page = await Page(simulated, order, language);
        Assert.Equal((await simulated.TransactionOf(order)).Contract!.Id, Value(page, "contract-id"));
        Assert.Equal(chargeDay, Value(page, "charge-day"));
        Assert.Equal(firstMonth, Value(page, "first-month"));
        Assert.Equal("202601", Value(page, "start-month"));
        var months = Row().Matches(page).Select(row => Tag().Replace(row.Value, " ")).ToList();
        Assert.Equal(2, months.Count);
        Assert.Contains("202602", months[0], StringComparison.Ordinal);
        Assert.Contains("RC3000115", months[0], StringComparison.Ordinal);
        Assert.Contains(ended, months[0], StringComparison.OrdinalIgnoreCase);
        Assert.Matches("202601 .*SALES\\b.*¥1,078 .*2026-01-15 09:00:00", months[1]);
    }

    [Fact]
    public async Task Payment_page_shows_the_extension_and_the_number_of_amount_changes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("SHOWN-2");
        await simulated.PlayConsumer(order);
        var before = await Page(simulated, order, "en");
        Assert.DoesNotMatch("data-testid=\"(contract|extended|amount-changes)\"", before);
        await simulated.CallOperation("RecruitUpdateAuth", order);
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        await simulated.CallOperation("RecruitChange", order, ("Amount", "800"));
        var page = await Page(simulated, order, "en");
        Assert.Equal(("2026-01-15 09:00:00 JST", "2"), (Value(page, "extended"), Value(page, "amount-changes")));
    }

    static async Task<string> Page(SimulatorFixture simulated, TestOrder order, string language)
    {
        using var answer = await simulated.Get($"/payments/{order.AccessId}?lang={language}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    static string Value(string page, string testId) => Regex.Match(page, $"data-testid=\"{testId}\">([^<]*)<").Groups[1].Value;

    [GeneratedRegex("<tr data-testid=\"charge\">.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
