using System.Text.Json.Nodes;
using KantanSim.Methods;
using KantanSim.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Payments that are made, contracts that are signed, and what the wallet holds of them.</summary>
public sealed partial class SimulatorFixture
{
    /// <summary>A simulator with payment methods beside the built-in ones.</summary>
    internal static Task<SimulatorFixture> With(params PaymentMethod[] more) => Start(more, ":memory:", "0", false, []);

    /// <summary>A payment that the consumer has made, in status AUTH, SALES or CAPTURE.</summary>
    /// <param name="approve">What the consumer pays with, as members of the control API's JSON.</param>
    public async Task<TestOrder> Paid(string status, string approve = "", int amount = 1000, string orderId = "PAID-1")
    {
        var order = await RequestPayment(orderId, jobCd: status == "CAPTURE" ? "CAPTURE" : "AUTH", amount: amount);
        await PostConsumerAction(order, $$"""{"action":"approve"{{approve}}}""");
        if (status == "SALES") await CallOperation("RecruitSales", order);
        return order;
    }

    /// <summary>A contract that waits for the consumer.</summary>
    public async Task<TestOrder> AsksForContract(string orderId, string chargeDay = "31", string firstMonthFree = "0", int amount = 980, int tax = 98, string? scenario = null)
    {
        var entry = await Call("EntryTranRecruitContinuance", scenario,
            ("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"), ("OrderID", orderId), ("Amount", $"{amount}"), ("Tax", $"{tax}"));
        var order = new TestOrder(orderId, entry["AccessID"], entry["AccessPass"]);
        var exec = await CallOperation("ExecTranRecruitContinuance", order,
            ("RetURL", $"{Merchant.Url}/return"), ("ItemName", "お茶の定期便"), ("ChargeDay", chargeDay), ("FirstMonthFreeFlag", firstMonthFree));
        return order with { Token = exec["Token"] };
    }

    /// <summary>A contract that the consumer has signed.</summary>
    public async Task<TestOrder> SignsUp(string orderId = "SUB-1", string chargeDay = "31", string firstMonthFree = "0", string? scenario = null)
    {
        var order = await AsksForContract(orderId, chargeDay, firstMonthFree, scenario: scenario);
        await PostConsumerAction(order, """{"action":"approve"}""");
        return order;
    }

    /// <summary>A contract's charges as <c>month status sum day</c>, the day in Japan on which it was charged or failed.</summary>
    public async Task<string[]> Charges(TestOrder order) => [.. (await TransactionOf(order)).Contract!.Charges.Select(charge =>
        $"{charge.Month} {charge.Status} {charge.Total} {(charge.FixedAt is { } at ? $"{Jst.DateOf(at):yyyy-MM-dd}" : "-")}")];

    /// <summary>What SearchTradeMulti answers, in order.</summary>
    public Task<Dictionary<string, string>> Searches(TestOrder order, string payType) =>
        Call("SearchTradeMulti", null, ("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"), ("OrderID", order.OrderId), ("PayType", payType));

    public async Task<string> Status(TestOrder order) => (await TransactionOf(order)).Status;

    public async Task<JsonNode> Member(string id) => (await CallApi(HttpMethod.Get, $"/members/{id}"))["body"]!;

    /// <summary>From now on every card of a member refuses.</summary>
    public async Task CardsRefuse(string memberId)
    {
        var cards = (await MemberById(memberId)).Cards.Select(card => new { id = card.Id, label = card.Label, declines = true });
        await Send(HttpMethod.Put, $"/members/{memberId}", new { cards });
    }

    /// <summary>Submits a page's form.</summary>
    public async Task Submits(string url, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(url, UriKind.RelativeOrAbsolute), form, TestContext.Current.CancellationToken);
        Assert.Equal(302, (int)answer.StatusCode);
    }

    /// <summary>A part of the simulator itself.</summary>
    internal T GetService<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>What is logged from now on, from a level on: as an error, our own bugs.</summary>
    internal IEnumerable<string> Logged(LogLevel from = LogLevel.Error)
    {
        var logged = new CapturingLoggerProvider(from);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logged);
        return logged.Lines;
    }

    /// <summary>Posts bytes to the gateway, whatever they are.</summary>
    internal async Task<(int Http, Dictionary<string, string> Answer)> Post(string api, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var fields = ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, fields.ToDictionary(field => field.Key, field => field.Value));
    }
}
