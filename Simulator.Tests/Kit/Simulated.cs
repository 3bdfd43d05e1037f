using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Methods;
using KantanSim.Wire;
using Microsoft.AspNetCore.Builder;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Kit;

/// <summary>A simulator of its own, on a port of its own, with a standing clock; and a merchant's server that answers 0.</summary>
public sealed partial class Simulated : IAsyncDisposable
{
    readonly WebApplication app;
    readonly HttpClient http;

    Simulated(WebApplication app, WireMockServer merchant)
    {
        (this.app, Merchant) = (app, merchant);
        http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };
    }

    public WireMockServer Merchant { get; }

    /// <summary>Where it is reached, without a slash at its end.</summary>
    public string Url => app.Urls.First();

    public static Task<Simulated> Start(string data = ":memory:", string merchantSays = "0", bool demoShop = false, params string[] settings) =>
        Start([], data, merchantSays, demoShop, settings);

    static async Task<Simulated> Start(PaymentMethod[] more, string data, string merchantSays, bool demoShop, string[] settings)
    {
        var merchant = WireMockServer.Start();
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody(merchantSays));
        var scenarios = Path.Combine(AppContext.BaseDirectory, "scenarios");
        var app = await Host.Build(
        [
            "--urls=http://127.0.0.1:0", $"--KantanSim:Data={data}", "--KantanSim:Clock=2026-01-15T00:00:00Z", "--KantanSim:Seed=7",
            $"--KantanSim:Scenarios={scenarios}", "--Logging:LogLevel:Default=Warning", .. settings,
            .. demoShop ? [] : new[] { "--KantanSim:Shops:0:ShopId=tshop00000001", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={merchant.Url}/notify" },
        ], more);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, merchant);
    }

    /// <summary>Calls the gateway and reads the answer as a merchant's client does.</summary>
    public async Task<Dictionary<string, string>> Call(string api, string? scenario, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/payment/{api}.idPass")
        {
            Content = new ByteArrayContent(FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        if (scenario is not null) request.Headers.Add("X-KantanSim-Scenario", scenario);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
    }

    public async Task<Order> Enters(string orderId, string? scenario = null, string jobCd = "AUTH", int amount = 1000)
    {
        var answer = await Call("EntryTranRecruit", scenario, ("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"),
            ("OrderID", orderId), ("JobCd", jobCd), ("Amount", $"{amount}"));
        return new(orderId, answer["AccessID"], answer["AccessPass"]);
    }

    public async Task<Order> Executes(string orderId, string? scenario = null, string jobCd = "AUTH", int amount = 1000)
    {
        var order = await Enters(orderId, scenario, jobCd, amount);
        var answer = await Operates("ExecTranRecruit", order, ("RetURL", $"{Merchant.Url}/return"), ("ItemName", "ポット"));
        return order with { Token = answer["Token"] };
    }

    public Task<Dictionary<string, string>> Operates(string api, Order order, params (string Name, string Value)[] more) =>
        Call(api, null, [("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"), ("AccessID", order.AccessId), ("AccessPass", order.AccessPass), ("OrderID", order.OrderId), .. more]);

    public async Task<JsonNode> Api(HttpMethod verb, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(verb, "/api" + path);
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new JsonObject { ["http"] = (int)answer.StatusCode, ["body"] = text.Length == 0 ? null : JsonNode.Parse(text) };
    }

    public async Task<JsonNode> Plays(Order order, string json = """{"action":"play"}""") =>
        (await Api(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", json))["body"]!;

    public Task Advance(string by) => Api(HttpMethod.Post, "/clock/advance", $$"""{"by":"{{by}}"}""");

    public async Task<JsonNode> Transaction(Order order) => (await Api(HttpMethod.Get, $"/transactions/{order.AccessId}"))["body"]!;

    public async Task<HttpResponseMessage> Get(string path) => await http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    /// <summary>The statuses that the merchant was notified of, in order of arrival.</summary>
    public IReadOnlyList<string> Told => [.. Merchant.LogEntries.Where(entry => entry.RequestMessage!.Path == "/notify")
        .Select(entry => FormBody.Read(System.Text.Encoding.ASCII.GetBytes(entry.RequestMessage!.Body!)).First(told => told.Name == "Status").Value)];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        http.Dispose();
        Merchant.Stop();
    }
}

public sealed record Order(string OrderId, string AccessId, string AccessPass, string Token = "");
