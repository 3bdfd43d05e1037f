using System.Text.Json.Nodes;
using KantanSim.Clocks;
using KantanSim.Methods;
using KantanSim.Snapshots;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;
using KantanSim.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Approved payments and contracts, members, the log and the simulator's services.</summary>
public sealed partial class SimulatorFixture
{
    /// <summary>A simulator with payment methods in addition to the built-in ones.</summary>
    internal static Task<SimulatorFixture> With(params PaymentMethod[] more) => Start(more, ":memory:", "0", false, []);

    /// <summary>A payment that the consumer has approved, in status AUTH, SALES or CAPTURE.</summary>
    /// <param name="approve">Additional members of the consumer's action in the control API, such as <c>,"points":100</c>.</param>
    public async Task<TestOrder> Paid(string status, string approve = "", int amount = 1000, string orderId = "PAID-1")
    {
        var order = await Pay(orderId, status == "CAPTURE" ? "CAPTURE" : "AUTH", approve, amount: amount);
        if (status == "SALES") await CallOperation("RecruitSales", order);
        return order;
    }

    /// <summary>A contract of 980 yen and 98 yen tax that the consumer has approved.</summary>
    public async Task<TestOrder> SignsUp(
        string orderId = "SUB-1", string chargeDay = "31", string firstMonthFree = "0", string? scenario = null)
    {
        var order = await RequestContract(orderId, scenario, chargeDay, firstMonthFree, amount: 980, tax: 98);
        await PostConsumerAction(order, """{"action":"approve"}""");
        return order;
    }

    /// <summary>
    /// A contract's charges as <c>month status total day</c>, with the day in Japan of the charge or failure, or <c>-</c> while pending.
    /// </summary>
    public async Task<string[]> Charges(TestOrder order)
    {
        static string Day(DateTimeOffset? time) => time is { } at ? $"{Jst.DateOf(at):yyyy-MM-dd}" : "-";
        var charges = (await TransactionOf(order)).Contract!.Charges;
        return [.. charges.Select(charge => $"{charge.Month} {charge.Status} {charge.Total} {Day(charge.FixedAt)}")];
    }

    public async Task<string> Status(TestOrder order) => (await TransactionOf(order)).Status;

    public async Task<JsonNode> Member(string id) => (await CallApi(HttpMethod.Get, $"/members/{id}"))["body"]!;

    /// <summary>Makes all cards of a member decline.</summary>
    public async Task CardsRefuse(string memberId)
    {
        var cards = (await MemberById(memberId)).Cards.Select(card => new { id = card.Id, label = card.Label, declines = true });
        await Send(HttpMethod.Put, $"/members/{memberId}", new { cards });
    }

    /// <summary>Posts a form that must be answered with a redirect.</summary>
    public async Task Submits(string url, params (string Name, string Value)[] fields)
    {
        using var answer = await Post(url, fields);
        Assert.Equal(302, (int)answer.StatusCode);
    }

    /// <summary>A service of the simulator.</summary>
    internal T GetService<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>What snapshots hold, with other limits than the simulator's.</summary>
    /// <param name="more">Parts in addition to the simulator's.</param>
    internal SnapshotContents SnapshotContents(SnapshotLimits limits, params IShopRows[] more) => new(
        GetService<Store>(), GetService<LedgerCollections>(), GetService<JobSchedule>(), GetService<PaymentReplacement>(),
        [.. GetService<IReadOnlyList<IShopRows>>(), .. more], GetService<ChangeFeed>(), GetService<ShopClocks>(), limits);

    /// <summary>Captures the log from now on.</summary>
    /// <returns>A collection that grows with the log.</returns>
    internal IEnumerable<string> Logged(LogLevel from = LogLevel.Error)
    {
        var logged = new CapturingLoggerProvider(from);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logged);
        return logged.Lines;
    }

    /// <summary>Posts any bytes to the gateway.</summary>
    internal async Task<(int Http, Dictionary<string, string> Answer)> Post(string api, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        var uri = new Uri($"/payment/{api}.idPass", UriKind.Relative);
        using var answer = await http.PostAsync(uri, content, TestContext.Current.CancellationToken);
        var fields = ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, fields.ToDictionary(field => field.Key, field => field.Value));
    }
}
