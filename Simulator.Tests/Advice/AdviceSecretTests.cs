using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Secrets in the URL of a return are masked in the advice and on the timeline.</summary>
public sealed class AdviceSecretTests
{
    [Fact]
    public async Task Secrets_in_the_query_of_RetURL_are_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/secret", 500);
        var order = await simulated.RegisterPayment("SECRET-1");
        var server = simulated.Merchant.Url!.Replace("//", "//user:word9@", StringComparison.Ordinal);
        var url = $"{server}/secret?password=hidden9&x=kantansim1";
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", url), ("ItemName", "pot"));
        await simulated.PostConsumerAction(order, """{"action":"approve"}""");
        await simulated.Advance("PT0S");
        Assert.Contains("return-failed", (await simulated.Advice()).Select(finding => finding.Rule));
        foreach (var path in (string[])["/advice", $"/transactions/{order.AccessId}", "/calls"])
        {
            var shown = await simulated.Send(HttpMethod.Get, path);
            string[] secrets = ["word9", "hidden9", "kantansim1"];
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        }
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.All((string[])["word9", "hidden9"], secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"ShopID":"tshop00000001","OrderID":"JSON-1"}""", "tshop00000001")]
    [InlineData("""{"ShopID":"unknown000000","OrderID":"JSON-1"}""", "")]
    public async Task Body_that_is_no_form_is_told_to_the_shop_that_it_names(string body, string shopId)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var http = new HttpClient();
        using var content = new StringContent(body, null, "application/json");
        await http.PostAsync(new Uri($"{simulated.Url}/payment/EntryTranRecruit.idPass"), content, TestContext.Current.CancellationToken);
        Assert.Equal(shopId, Assert.Single(await simulated.Advice("content-type-not-form")).ShopId);
    }
}
