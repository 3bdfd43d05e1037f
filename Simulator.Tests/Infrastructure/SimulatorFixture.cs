using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Methods;
using KantanSim.Scheduling;
using KantanSim.Startup;
using KantanSim.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A simulator of its own, on a port of its own, with a standing clock; and a merchant's server that answers 0. In the end it must have logged no error.</summary>
public sealed partial class SimulatorFixture : IAsyncDisposable
{
    readonly WebApplication app;
    readonly CapturingLoggerProvider errors = new(LogLevel.Error);
    readonly HttpClient http;

    SimulatorFixture(WebApplication app, WireMockServer merchant)
    {
        (this.app, Merchant) = (app, merchant);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(errors);
        http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };
    }

    public WireMockServer Merchant { get; }

    /// <summary>Where it is reached, without a slash at its end.</summary>
    public string Url => app.Urls.First();

    /// <summary>Where it is reached by https, when that is served.</summary>
    public string SecureUrl => app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal));

    public static Task<SimulatorFixture> Start(string data = ":memory:", string merchantSays = "0", bool demoShop = false, params string[] settings) =>
        Start([], data, merchantSays, demoShop, settings);

    static async Task<SimulatorFixture> Start(PaymentMethod[] more, string data, string merchantSays, bool demoShop, string[] settings)
    {
        var merchant = WireMockServer.Start();
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody(merchantSays));
        var scenarios = Path.Combine(AppContext.BaseDirectory, "scenarios");
        var app = await CompositionRoot.Build(
        [
            "--urls=http://127.0.0.1:0", $"--KantanSim:Data={data}", "--KantanSim:Clock=2026-01-15T00:00:00Z", "--KantanSim:Seed=7",
            $"--KantanSim:Scenarios={scenarios}", "--Logging:LogLevel:Default=Warning", .. settings,
            .. demoShop ? [] : new[] { "--KantanSim:Shops:0:ShopId=tshop00000001", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={merchant.Url}/notify" },
        ], more);
        // Only simulated time ends what waits, however busy the machine is.
        app.Services.GetRequiredService<Scheduler>().GracePeriod = HangGuard.Limit;
        app.Services.GetRequiredService<Deadlines>().EndInRealTime = false;
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, merchant);
    }

    /// <summary>A simulator whose only scenario files are these, by name; they are gone with it.</summary>
    public static async Task<SimulatorFixture> StartWithScenarios(string name, string scenario, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}.yaml"), scenario, TestContext.Current.CancellationToken);
        var simulated = await Start(settings: [$"--KantanSim:Scenarios={folder.FullName}", .. settings]);
        simulated.Scenarios = folder;
        return simulated;
    }

    /// <summary>The folder of scenario files that is its own, or null.</summary>
    public DirectoryInfo? Scenarios { get; private set; }

    /// <summary>Calls the gateway and reads the answer, HTTP 200 whatever it says, as a merchant's client does.</summary>
    public async Task<Dictionary<string, string>> Call(string api, string? scenario, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/payment/{api}.idPass")
        {
            Content = new ByteArrayContent(FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        if (scenario is not null) request.Headers.Add("X-KantanSim-Scenario", scenario);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
    }

    /// <summary>Adds a shop with choices of its own, which is notified as the others are.</summary>
    public async Task<string> AddsShop(string shopId, params (string Name, string Value)[] choices)
    {
        var protocol = choices.ToDictionary(choice => choice.Name, choice => choice.Value);
        var shop = new { shopId, shopPass = "kantansim1", notifyUrl = $"{Merchant.Url}/notify", protocol };
        return (await Send<ShopDto>(HttpMethod.Post, "/shops", shop)).ShopId;
    }

    public Task<TestOrder> RegisterPayment(string orderId, string? scenario = null, string jobCd = "AUTH", int amount = 1000, string shop = TestOrder.FirstShop) =>
        Registers("EntryTranRecruit", orderId, scenario, shop, ("JobCd", jobCd), ("Amount", $"{amount}"));

    public Task<TestOrder> RegisterContract(string orderId, string? scenario = null, int amount = 1000, string shop = TestOrder.FirstShop) =>
        Registers("EntryTranRecruitContinuance", orderId, scenario, shop, ("Amount", $"{amount}"));

    public async Task<TestOrder> RequestPayment(string orderId, string? scenario = null, string jobCd = "AUTH", int amount = 1000, string shop = TestOrder.FirstShop) =>
        await Requests("ExecTranRecruit", await RegisterPayment(orderId, scenario, jobCd, amount, shop));

    public async Task<TestOrder> RequestContract(string orderId, string? scenario = null, string chargeDay = "31", string free = "0", string shop = TestOrder.FirstShop) =>
        await Requests("ExecTranRecruitContinuance", await RegisterContract(orderId, scenario, shop: shop), ("ChargeDay", chargeDay), ("FirstMonthFreeFlag", free));

    /// <summary>A one-shot payment that is made.</summary>
    public async Task<TestOrder> Pay(string orderId, string jobCd = "AUTH", string how = "", string shop = TestOrder.FirstShop, string? scenario = null)
    {
        var order = await RequestPayment(orderId, scenario, jobCd, shop: shop);
        await PostConsumerAction(order, $$"""{"action":"approve"{{how}}}""");
        return order;
    }

    /// <summary>A contract that the consumer has signed up to.</summary>
    public async Task<TestOrder> Subscribes(string orderId, string chargeDay = "31", string free = "0", string how = "", string shop = TestOrder.FirstShop)
    {
        var order = await RequestContract(orderId, null, chargeDay, free, shop);
        await PostConsumerAction(order, $$"""{"action":"approve"{{how}}}""");
        return order;
    }

    public Task<Dictionary<string, string>> CallOperation(string api, TestOrder order, params (string Name, string Value)[] more) => Call(api, null, [.. order.Fields, .. more]);

    /// <summary>An operation's answer as it came.</summary>
    /// <exception cref="HttpRequestException">None came.</exception>
    public Task<HttpResponseMessage> Raw(string api, TestOrder order, params (string Name, string Value)[] more)
    {
        var content = new ByteArrayContent(FormBody.Write(order.Fields.Concat(more).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Looks again whenever something has happened, until a condition holds. A minute without news is one in which nothing comes any more.</summary>
    public async Task Until(Func<Task<bool>> holds)
    {
        using var watch = GetService<KantanSim.Transactions.ChangeFeed>().Subscribe();
        while (!await holds()) await watch.Events.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    public Task<Dictionary<string, string>> SearchTrade(TestOrder order, string payType = "24") =>
        Call("SearchTradeMulti", null, ("ShopID", order.ShopId), ("ShopPass", "kantansim1"), ("OrderID", order.OrderId), ("PayType", payType));

    /// <summary>The browser at StartURL: the page, or the way to the wallet.</summary>
    public Task<HttpResponseMessage> OpenStartUrl(TestOrder order, string api = "RecruitStart") =>
        Get($"/payment/{api}.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}");

    /// <summary>Posts a form as a browser does, and does not follow.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), form, TestContext.Current.CancellationToken);
    }

    async Task<TestOrder> Registers(string api, string orderId, string? scenario, string shop, params (string Name, string Value)[] fields)
    {
        var answer = await Call(api, scenario, [("ShopID", shop), ("ShopPass", "kantansim1"), ("OrderID", orderId), .. fields]);
        return answer.TryGetValue("AccessID", out var accessId) ? new(orderId, accessId, answer["AccessPass"], ShopId: shop)
            : throw new InvalidOperationException($"{api}: {string.Join('&', answer)}");
    }

    async Task<TestOrder> Requests(string api, TestOrder order, params (string Name, string Value)[] more)
    {
        var answer = await CallOperation(api, order, [("RetURL", $"{Merchant.Url}/return"), ("ItemName", "ポット"), .. more]);
        return answer.TryGetValue("Token", out var token) ? order with { Token = token } : throw new InvalidOperationException($"{api}: {string.Join('&', answer)}");
    }

    public async Task<JsonNode> CallApi(HttpMethod verb, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(verb, "/api" + path);
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new JsonObject { ["http"] = (int)answer.StatusCode, ["body"] = text.Length == 0 ? null : JsonNode.Parse(text) };
    }

    public async Task<JsonNode> PostConsumerAction(TestOrder order, string json = """{"action":"play"}""") =>
        (await CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", json))["body"]!;

    public Task Advance(string by) => Send(HttpMethod.Post, "/clock/advance", new { by });

    public async Task<JsonNode> Transaction(TestOrder order) => (await CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}"))["body"]!;

    public async Task<HttpResponseMessage> Get(string path) => await http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    /// <summary>The statuses that the merchant was notified of, in order of arrival.</summary>
    public IReadOnlyList<string> NotifiedStatuses => [.. Received("/notify").Select(told => told["Status"])];

    /// <summary>What the merchant's server was posted at a path, in order of arrival; of one order when it is named.</summary>
    public IReadOnlyList<Dictionary<string, string>> Received(string path, string? orderId = null) => [.. Merchant.LogEntries
        .Where(entry => entry.RequestMessage!.Path == path)
        .Select(entry => FormBody.Read(System.Text.Encoding.ASCII.GetBytes(entry.RequestMessage!.Body!)).ToDictionary(field => field.Name, field => field.Value))
        .Where(fields => orderId is null || fields.GetValueOrDefault("OrderID") == orderId)];

    /// <summary>What reached the merchant, in order: <c>notify AUTH</c>, <c>return AUTH</c>.</summary>
    public IReadOnlyList<string> Arrivals => [.. Merchant.LogEntries.Select(entry =>
        $"{entry.RequestMessage!.Path.TrimStart('/')} {FormBody.Read(System.Text.Encoding.ASCII.GetBytes(entry.RequestMessage.Body!)).First(told => told.Name == "Status").Value}")];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        http.Dispose();
        Merchant.Stop();
        Scenarios?.Delete(recursive: true);
        Assert.Empty(errors.Lines);
    }
}

public sealed record TestOrder(string OrderId, string AccessId, string AccessPass, string Token = "", string ShopId = TestOrder.FirstShop)
{
    public const string FirstShop = "tshop00000001";

    /// <summary>What every operation on it begins with.</summary>
    public (string Name, string Value)[] Fields =>
        [("ShopID", ShopId), ("ShopPass", "kantansim1"), ("AccessID", AccessId), ("AccessPass", AccessPass), ("OrderID", OrderId)];
}
