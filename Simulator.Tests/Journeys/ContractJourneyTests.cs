using KantanSim.Tests.Kit;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>A recurring contract as its parties meet it: the consumer at the wallet's pages, the merchant with the daily file.</summary>
public sealed class ContractJourneys
{
    const string Shop = "ShopID=tshop00000001&ShopPass=kantansim1";

    [Fact]
    public async Task A_consumer_signs_up_at_the_wallet_s_pages_and_ends_the_contract_there()
    {
        await using var simulated = await Simulated.Start();
        var order = await SignUpRequested(simulated, "SUB-1", firstMonthFree: "1");
        var wallet = (await simulated.Get($"/payment/RecruitContinuanceStart.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}")).Headers.Location!.ToString();
        await Posts(simulated, $"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        var page = await Text(simulated, $"{wallet}?lang=en");
        Assert.Contains("data-testid=\"charge-day\">last day of the month", page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"first-month\">free", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"points\"", page, StringComparison.Ordinal);
        await Posts(simulated, wallet, ("card", "master"), ("do", "approve"));
        Assert.Equal("REGISTER", (string?)(await simulated.Transaction(order))["status"]);

        var contract = wallet.Replace("/recruit/pay/", "/recruit/contracts/", StringComparison.Ordinal);
        Assert.Contains("data-testid=\"end-contract\"", await Text(simulated, contract), StringComparison.Ordinal);
        await Posts(simulated, $"{contract}/end");
        Assert.DoesNotContain("data-testid=\"end-contract\"", await Text(simulated, contract), StringComparison.Ordinal);
        Assert.Equal("CANCEL", (string?)(await simulated.Transaction(order))["status"]);
        await simulated.Advance("P90D");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "REGISTER", "CANCEL"], simulated.Told);
        Assert.Empty((await simulated.Transaction(order))["contract"]!["charges"]!.AsArray());
    }

    [Fact]
    public async Task A_charge_fails_when_the_consumer_has_ended_the_contract_before_its_day()
    {
        await using var simulated = await Simulated.Start();
        var order = await SignUpRequested(simulated, "SUB-2", firstMonthFree: "1");
        await simulated.Plays(order);
        await simulated.Advance("P20D");
        Assert.Equal("CANCEL", (string?)(await simulated.Plays(order, """{"action":"end"}"""))["status"]);
        Assert.Equal(409, (int?)(await simulated.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", """{"action":"end"}"""))["http"]);
        await simulated.Advance("P60D");
        var charge = Assert.Single((await simulated.Transaction(order))["contract"]!["charges"]!.AsArray());
        Assert.Equal(("202602", "PAYFAIL", "RC3000115"), ((string?)charge!["month"], (string?)charge["status"], (string?)charge["errInfo"]));
    }

    [Fact]
    public async Task The_daily_file_tells_of_each_charge_in_CP932()
    {
        await using var simulated = await Simulated.Start();
        var order = await SignUpRequested(simulated, "SUB-3", firstMonthFree: "0");
        await simulated.Plays(order);
        await simulated.Advance("PT1S");
        using var file = await simulated.Get("/api/shops/tshop00000001/charge-file?date=2026-01-15");
        Assert.Equal("attachment; filename=RC_A_tshop00000001_20260115.csv; filename*=UTF-8''RC_A_tshop00000001_20260115.csv", file.Content.Headers.ContentDisposition!.ToString());
        var contract = (string?)(await simulated.Transaction(order))["contract"]!["id"];
        Assert.Equal(
            $"\"HD\",\"tshop00000001\",\"1\"\r\n\"tshop00000001\",\"SUB-3\",\"20260115\",\"SALES\",\"980\",\"98\",\"{contract}\",\"\",\"\",\"20260115090000\"\r\n",
            Cp932.Decode(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("\"HD\",\"tshop00000001\",\"0\"\r\n", await Text(simulated, "/api/shops/tshop00000001/charge-file?date=2026-01-16"));
        Assert.Equal(400, (int)(await simulated.Get("/api/shops/tshop00000001/charge-file?date=yesterday")).StatusCode);
        Assert.Equal(404, (int)(await simulated.Get("/api/shops/nobody/charge-file")).StatusCode);

        await simulated.Api(HttpMethod.Post, "/reset", """{"shopId":"tshop00000001"}""");
        Assert.Equal("\"HD\",\"tshop00000001\",\"0\"\r\n", await Text(simulated, "/api/shops/tshop00000001/charge-file?date=2026-01-15"));
    }

    [Theory]
    [InlineData("0", "received")]
    [InlineData("<html>", "not received: the answer is 200, but its body is not 0")]
    public async Task The_connectivity_test_tells_how_the_shop_answered(string merchantSays, string outcome)
    {
        await using var simulated = await Simulated.Start(merchantSays: merchantSays);
        var attempt = (await simulated.Api(HttpMethod.Post, "/shops/tshop00000001/connectivity-test"))["body"]!;
        Assert.Equal((outcome, merchantSays, 200), ((string?)attempt["outcome"], (string?)attempt["reply"], (int?)attempt["httpStatus"]));
        var told = FormBody.Read(System.Text.Encoding.ASCII.GetBytes(Assert.Single(simulated.Merchant.LogEntries).RequestMessage!.Body!));
        Assert.Equal(("E00", "E00000000"), (told.Single(field => field.Name == "ErrCode").Value, told.Single(field => field.Name == "ErrInfo").Value));
    }

    static async Task<Order> SignUpRequested(Simulated simulated, string orderId, string firstMonthFree)
    {
        var entry = await simulated.Call("EntryTranRecruitContinuance", null, [.. Credentials, ("OrderID", orderId), ("Amount", "980"), ("Tax", "98")]);
        var order = new Order(orderId, entry["AccessID"], entry["AccessPass"]);
        var exec = await simulated.Operates("ExecTranRecruitContinuance", order,
            ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "お茶の定期便"), ("ChargeDay", "31"), ("FirstMonthFreeFlag", firstMonthFree));
        return order with { Token = exec["Token"] };
    }

    static (string, string)[] Credentials => [.. Shop.Split('&').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))];

    static async Task<string> Text(Simulated simulated, string path) =>
        await (await simulated.Get(path)).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken) is var bytes && path.StartsWith("/api", StringComparison.Ordinal)
            ? Cp932.Decode(bytes) : System.Text.Encoding.UTF8.GetString(bytes);

    static async Task Posts(Simulated simulated, string url, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(url, UriKind.RelativeOrAbsolute), form, TestContext.Current.CancellationToken);
        Assert.Equal(302, (int)answer.StatusCode);
    }
}
