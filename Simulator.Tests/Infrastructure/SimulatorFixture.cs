using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KantanSim.Admin.Pages;
using KantanSim.Clocks;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Startup;
using KantanSim.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireMock.Logging;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Infrastructure;

/// <summary>
/// A simulator in this process, on a free port and with a frozen clock, and a merchant's server that responds with 0. Disposing it
/// fails the test when an error was logged.
/// </summary>
public sealed partial class SimulatorFixture : IAsyncDisposable
{
    readonly WebApplication app;
    readonly CapturingLoggerProvider errors = new(LogLevel.Error);
    readonly HttpClient http;

    SimulatorFixture(WebApplication app, WireMockServer merchant)
    {
        this.app = app;
        Merchant = merchant;
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(errors);
        http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };
    }

    public WireMockServer Merchant { get; }

    /// <summary>Whether logged errors are part of the test. Otherwise the test fails.</summary>
    public bool AllowsLoggedErrors { get; set; }

    /// <summary>The http URL, without a trailing slash.</summary>
    public string Url => app.Urls.First();

    /// <summary>The https URL. Requires the setting Tls.</summary>
    public string SecureUrl => app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal));

    /// <param name="merchantSays">The body of the merchant's responses.</param>
    /// <param name="demoShop">Whether the shop is the demo shop, and not one that notifies the merchant's server.</param>
    public static Task<SimulatorFixture> Start(
        string data = ":memory:", string merchantSays = "0", bool demoShop = false, params string[] settings) =>
        Start([], data, merchantSays, demoShop, settings);

    /// <summary>The demo shop with services of a test, which replace those of the same type.</summary>
    public static Task<SimulatorFixture> StartDemoShop(
        Action<IServiceCollection> services, string data = ":memory:", params string[] settings) =>
        Start([], data, "0", demoShop: true, settings, services: services);

    /// <summary>A simulator whose real time is that of a test.</summary>
    internal static Task<SimulatorFixture> StartAt(ManualTime realTime, string data = ":memory:", params string[] settings) =>
        Start([], data, "0", demoShop: false, settings, realTime);

    static async Task<SimulatorFixture> Start(
        PaymentMethod[] more, string data, string merchantSays, bool demoShop, string[] settings, TimeProvider? realTime = null,
        Action<IServiceCollection>? services = null)
    {
        var merchant = WireMockServer.Start();
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody(merchantSays));
        string[] shop = demoShop ? [] : SimulatorProcess.Notifying($"{merchant.Url}/notify");
        var app = await CompositionRoot.Build(
        [
            "--urls=http://127.0.0.1:0", $"--KantanSim:Data={data}", "--KantanSim:Clock=2026-01-15T00:00:00Z", "--KantanSim:Seed=7",
            $"--KantanSim:Scenarios={UnchangedScenarios.Folder}", "--Logging:LogLevel:Default=Warning", .. settings, .. shop,
        ], services ?? (_ => { }), more);
        if (realTime is not null) app.Services.GetRequiredService<RealTime>().Source = realTime;
        if (more.Length == 0) app.Services.GetRequiredService<ScenarioWatcher>().Load = UnchangedScenarios.Load;
        // Waits end in simulated time only, however busy the machine is.
        app.Services.GetRequiredService<Scheduler>().GracePeriod = HangGuard.Limit;
        app.Services.GetRequiredService<ClockPages>().MaxWait = HangGuard.Limit;
        app.Services.GetRequiredService<Deadlines>().EndInRealTime = false;
        app.Services.GetRequiredService<OwnGateway>().Patience = HangGuard.Limit;
        app.Services.GetRequiredService<PlayTools>().Patience = HangGuard.Limit;
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, merchant);
    }

    /// <summary>A simulator with a single scenario file in a temporary folder.</summary>
    public static Task<SimulatorFixture> StartWithScenarios(string name, string scenario, params string[] settings) =>
        StartWithFile(name, scenario, demoShop: false, settings);

    /// <summary>The demo shop with a single scenario file in a temporary folder.</summary>
    public static Task<SimulatorFixture> StartDemoShopWith(string name, string scenario) =>
        StartWithFile(name, scenario, demoShop: true, []);

    static async Task<SimulatorFixture> StartWithFile(string name, string scenario, bool demoShop, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}.yaml"), scenario, TestContext.Current.CancellationToken);
        var simulated = await Start(demoShop: demoShop, settings: [$"--KantanSim:Scenarios={folder.FullName}", .. settings]);
        simulated.Scenarios = folder;
        return simulated;
    }

    /// <summary>The temporary folder of <see cref="StartWithScenarios"/>; otherwise null.</summary>
    public DirectoryInfo? Scenarios { get; private set; }

    /// <summary>Calls the gateway, which responds with HTTP 200 also to errors.</summary>
    /// <returns>The fields of the response.</returns>
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
        var fieldsOfAnswer = ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return fieldsOfAnswer.ToDictionary(field => field.Key, field => field.Value);
    }

    /// <summary>Adds a shop with protocol options of its own, which notifies the same merchant's server.</summary>
    public async Task<string> AddsShop(string shopId, params (string Name, string Value)[] options)
    {
        var protocol = options.ToDictionary(option => option.Name, option => option.Value);
        var shop = new { shopId, shopPass = "kantansim1", notifyUrl = $"{Merchant.Url}/notify", protocol };
        return (await Send<ShopDto>(HttpMethod.Post, "/shops", shop)).ShopId;
    }

    /// <summary>A registered payment.</summary>
    public Task<TestOrder> RegisterPayment(
        string orderId, string? scenario = null, string jobCd = "AUTH", int amount = 1000, string shop = TestOrder.FirstShop) =>
        Register("EntryTranRecruit", orderId, scenario, shop, ("JobCd", jobCd), ("Amount", $"{amount}"));

    /// <summary>A registered contract.</summary>
    public Task<TestOrder> RegisterContract(
        string orderId, string? scenario = null, int amount = 1000, string shop = TestOrder.FirstShop, int? tax = null)
    {
        (string, string)[] fields = tax is null ? [("Amount", $"{amount}")] : [("Amount", $"{amount}"), ("Tax", $"{tax}")];
        return Register("EntryTranRecruitContinuance", orderId, scenario, shop, fields);
    }

    /// <summary>A payment that waits for the consumer.</summary>
    public async Task<TestOrder> RequestPayment(
        string orderId, string? scenario = null, string jobCd = "AUTH", int amount = 1000, string shop = TestOrder.FirstShop) =>
        await Execute("ExecTranRecruit", await RegisterPayment(orderId, scenario, jobCd, amount, shop));

    /// <summary>A contract that waits for the consumer.</summary>
    public async Task<TestOrder> RequestContract(
        string orderId, string? scenario = null, string chargeDay = "31", string free = "0", string shop = TestOrder.FirstShop,
        int amount = 1000, int? tax = null)
    {
        var order = await RegisterContract(orderId, scenario, amount, shop, tax);
        return await Execute("ExecTranRecruitContinuance", order, ("ChargeDay", chargeDay), ("FirstMonthFreeFlag", free));
    }

    /// <summary>A payment that the consumer has approved.</summary>
    /// <param name="how">Additional members of the consumer's action in the control API, such as <c>,"points":100</c>.</param>
    public async Task<TestOrder> Pay(
        string orderId, string jobCd = "AUTH", string how = "", string shop = TestOrder.FirstShop, string? scenario = null,
        int amount = 1000)
    {
        var order = await RequestPayment(orderId, scenario, jobCd, amount, shop);
        await PostConsumerAction(order, $$"""{"action":"approve"{{how}}}""");
        return order;
    }

    /// <summary>A contract that the consumer has approved.</summary>
    /// <param name="how">Additional members of the consumer's action in the control API.</param>
    public async Task<TestOrder> Subscribes(
        string orderId, string chargeDay = "31", string free = "0", string how = "", string shop = TestOrder.FirstShop)
    {
        var order = await RequestContract(orderId, null, chargeDay, free, shop);
        await PostConsumerAction(order, $$"""{"action":"approve"{{how}}}""");
        return order;
    }

    /// <summary>Calls an operation on an order, with the fields that identify it.</summary>
    public Task<Dictionary<string, string>> CallOperation(string api, TestOrder order, params (string Name, string Value)[] more) =>
        Call(api, null, [.. order.Fields, .. more]);

    /// <summary>Calls an operation on an order and returns the unread response.</summary>
    /// <exception cref="HttpRequestException">The server sent no response.</exception>
    public Task<HttpResponseMessage> Raw(string api, TestOrder order, params (string Name, string Value)[] more)
    {
        var fields = order.Fields.Concat(more).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        var content = new ByteArrayContent(FormBody.Write(fields));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Evaluates a condition after each change event until it holds.</summary>
    /// <exception cref="TimeoutException">There was no event for a minute.</exception>
    public async Task Until(Func<Task<bool>> holds)
    {
        using var subscription = GetService<KantanSim.Transactions.ChangeFeed>().Subscribe();
        while (!await holds())
        {
            var next = subscription.Events.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            await next.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Calls SearchTradeMulti.</summary>
    /// <returns>The fields of the response, in order.</returns>
    public Task<Dictionary<string, string>> SearchTrade(TestOrder order, string payType = "24") => Call(
        "SearchTradeMulti",
        null,
        ("ShopID", order.ShopId), ("ShopPass", "kantansim1"), ("OrderID", order.OrderId), ("PayType", payType));

    /// <summary>Opens the StartURL.</summary>
    /// <returns>An error page, or the redirect to the wallet.</returns>
    public Task<HttpResponseMessage> OpenStartUrl(TestOrder order, string api = "RecruitStart") =>
        Get($"/payment/{api}.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}");

    /// <summary>Posts a form as a browser does, without following redirects.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), form, TestContext.Current.CancellationToken);
    }

    async Task<TestOrder> Register(string api, string orderId, string? scenario, string shop, params (string Name, string Value)[] fields)
    {
        var answer = await Call(api, scenario, [("ShopID", shop), ("ShopPass", "kantansim1"), ("OrderID", orderId), .. fields]);
        if (!answer.TryGetValue("AccessID", out var accessId)) throw new InvalidOperationException($"{api}: {string.Join('&', answer)}");
        return new(orderId, accessId, answer["AccessPass"], ShopId: shop);
    }

    async Task<TestOrder> Execute(string api, TestOrder order, params (string Name, string Value)[] more)
    {
        var answer = await CallOperation(api, order, [("RetURL", $"{Merchant.Url}/return"), ("ItemName", "ポット"), .. more]);
        if (!answer.TryGetValue("Token", out var token)) throw new InvalidOperationException($"{api}: {string.Join('&', answer)}");
        return order with { Token = token };
    }

    /// <summary>Calls the control API with any result.</summary>
    /// <returns>The status as <c>http</c> and the JSON as <c>body</c>.</returns>
    public async Task<JsonNode> CallApi(HttpMethod verb, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(verb, "/api" + path);
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new JsonObject { ["http"] = (int)answer.StatusCode, ["body"] = text.Length == 0 ? null : JsonNode.Parse(text) };
    }

    /// <summary>Acts as the consumer; the default is to do what the scenario says.</summary>
    public async Task<JsonNode> PostConsumerAction(TestOrder order, string json = """{"action":"play"}""") =>
        (await CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", json))["body"]!;

    /// <param name="by">An ISO 8601 duration, such as <c>P30D</c>.</param>
    /// <param name="shopId">The shop whose clock is advanced; null: all clocks.</param>
    public Task Advance(string by, string? shopId = null) => Send(HttpMethod.Post, "/clock/advance", new { by, shopId });

    public async Task<JsonNode> Transaction(TestOrder order) => (await CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}"))["body"]!;

    public async Task<HttpResponseMessage> Get(string path) =>
        await http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    /// <summary>The statuses that the merchant was notified of, in order of arrival.</summary>
    public IReadOnlyList<string> NotifiedStatuses => [.. Received("/notify").Select(fields => fields["Status"])];

    /// <summary>The forms posted to a path of the merchant's server, in order of arrival; optionally those of one order.</summary>
    public IReadOnlyList<Dictionary<string, string>> Received(string path, string? orderId = null) =>
    [
        .. Merchant.LogEntries
            .Where(entry => entry.RequestMessage!.Path == path)
            .Select(FormOf)
            .Where(fields => orderId is null || fields.GetValueOrDefault("OrderID") == orderId),
    ];

    /// <summary>The path and the status of all posts to the merchant's server, in order of arrival, such as <c>notify AUTH</c>.</summary>
    public IReadOnlyList<string> Arrivals =>
        [.. Merchant.LogEntries.Select(entry => $"{entry.RequestMessage!.Path.TrimStart('/')} {FormOf(entry)["Status"]}")];

    static Dictionary<string, string> FormOf(ILogEntry entry) =>
        FormBody.Read(Encoding.ASCII.GetBytes(entry.RequestMessage!.Body!)).ToDictionary(field => field.Name, field => field.Value);

    /// <summary>Stops the server; it does not answer any more.</summary>
    public Task Stop() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        http.Dispose();
        Merchant.Stop();
        Scenarios?.Delete(recursive: true);
        if (!AllowsLoggedErrors) Assert.Empty(errors.Lines);
    }
}

/// <summary>An order and the values by which a merchant refers to it.</summary>
public sealed record TestOrder(string OrderId, string AccessId, string AccessPass, string Token = "", string ShopId = TestOrder.FirstShop)
{
    public const string FirstShop = "tshop00000001";

    /// <summary>The fields that identify the order in every operation.</summary>
    public (string Name, string Value)[] Fields =>
        [("ShopID", ShopId), ("ShopPass", "kantansim1"), ("AccessID", AccessId), ("AccessPass", AccessPass), ("OrderID", OrderId)];
}
