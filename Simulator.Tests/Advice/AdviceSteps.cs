using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Steps of the tests of the advice.</summary>
internal static class AdviceSteps
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
}
