using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.DemoShop;

/// <summary>An answer of the demo shop's API.</summary>
/// <param name="Json">Never null: an answer without JSON fails.</param>
internal sealed record ShopAnswer(int Status, JsonNode Json, HttpResponseHeaders Headers)
{
    /// <summary>A member of the answer as text; empty for null.</summary>
    public string this[string name] => Json[name]?.ToString() ?? "";
}

/// <summary>Calls the demo shop's API as a program of its staff does.</summary>
internal sealed class ShopFrontDoor(SimulatorFixture simulated) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = new(simulated.Url) };

    /// <param name="json">The body; null for none.</param>
    public async Task<ShopAnswer> Call(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/shop/api" + path);
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, JsonNode.Parse(text)!, answer.Headers);
    }

    /// <summary>Places an order.</summary>
    public Task<ShopAnswer> Place(string json = "{}") => Call(HttpMethod.Post, "/orders", json);

    /// <summary>The order as the shop has it, without asking the gateway.</summary>
    public Task<ShopAnswer> Read(string id) => Call(HttpMethod.Get, $"/orders/{id}");

    /// <summary>Ships, cancels and so on.</summary>
    public Task<ShopAnswer> Act(string id, string action, string? json = null) => Call(HttpMethod.Post, $"/orders/{id}/{action}", json);

    /// <summary>Runs what is due and reads the order.</summary>
    public async Task<ShopAnswer> ReadAfterJobs(string id)
    {
        await RunJobs();
        return await Read(id);
    }

    public Task<ShopAnswer> RunJobs() => Call(HttpMethod.Post, "/jobs");

    /// <summary>Acts as the consumer at the wallet.</summary>
    public Task Consume(ShopAnswer order, string action = "approve", string more = "") =>
        simulated.CallApi(HttpMethod.Post, $"/transactions/{order["accessId"]}/consumer", $$"""{"action":"{{action}}"{{more}}}""");

    /// <summary>The status and the total of an order's payment at the gateway, such as <c>AUTH 2640</c>.</summary>
    public async Task<string> AtGateway(ShopAnswer order)
    {
        var payment = (await simulated.CallApi(HttpMethod.Get, $"/transactions/{order["accessId"]}"))["body"]!;
        return $"{payment["status"]} {payment["total"]}";
    }

    public void Dispose() => http.Dispose();
}
