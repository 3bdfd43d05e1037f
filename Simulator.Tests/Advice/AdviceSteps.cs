using KantanSim.Advice;
using KantanSim.Tests.Infrastructure;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Advice;

/// <summary>Steps of the tests of the advice.</summary>
internal static partial class AdviceSteps
{
    /// <summary>The findings, judged now.</summary>
    public static async Task<AdviceDto[]> Advice(this SimulatorFixture simulated, string? rule = null, string? shopId = null)
    {
        var filter = $"?limit=500{(rule is null ? "" : $"&rule={rule}")}{(shopId is null ? "" : $"&shopId={shopId}")}";
        return (await simulated.Read<ListDto<AdviceDto>>($"/advice{filter}")).Items;
    }

    /// <summary>A registered payment whose payment request gets no answer: the connection is broken.</summary>
    public static async Task<TestOrder> LosesAnswer(
        this SimulatorFixture simulated, string orderId, string shop = TestOrder.FirstShop)
    {
        var order = await simulated.RegisterPayment(orderId, scenario: "request-answer-lost", shop: shop);
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.Raw(
            "ExecTranRecruit", order, ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "pot")));
        return order;
    }

    /// <summary>The findings of a group of rules, judged now.</summary>
    internal static async Task<AdviceDto[]> AdviceOf(this SimulatorFixture simulated, IReadOnlyList<Rule> rules) =>
        [.. (await simulated.Advice()).Where(finding => rules.Any(rule => rule.Id == finding.Rule))];

    /// <summary>Sets how the merchant answers posts to a path from now on.</summary>
    /// <param name="ifBodyHas">Only posts whose body contains this text; empty: all.</param>
    public static void MerchantAnswers(
        this SimulatorFixture simulated, string path, int status, string body = "", string ifBodyHas = "") => simulated.Merchant
        .Given(Request.Create().WithPath(path).UsingPost()
            .WithBody(sent => sent?.Contains(ifBodyHas, StringComparison.Ordinal) == true))
        .AtPriority(-1)
        .RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

    /// <summary>The only finding of a rule, judged now.</summary>
    public static async Task<AdviceDto> Finding(this SimulatorFixture simulated, string rule) =>
        Assert.Single(await simulated.Advice(rule));

    /// <summary>The fields of a registration.</summary>
    public static (string Name, string Value)[] Registration(string orderId, string shop = TestOrder.FirstShop) =>
        [("ShopID", shop), ("ShopPass", "kantansim1"), ("OrderID", orderId), ("JobCd", "AUTH"), ("Amount", "1000")];

    /// <summary>Posts an ASCII body to the gateway as it is.</summary>
    /// <param name="contentType">Null: without a content type.</param>
    public static Task PostAs(this SimulatorFixture simulated, string api, string? contentType, string body)
    {
        var type = contentType is null ? "" : $"Content-Type: {contentType}\r\n";
        return RawHttp.Answer(simulated.Url, $"POST /payment/{api}.idPass HTTP/1.1\r\nHost: localhost\r\n{type}"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }
}
