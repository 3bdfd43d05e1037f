using System.Net.Http.Json;
using System.Text.Json;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Typed calls of the control API over HTTP.</summary>
public sealed partial class SimulatorFixture
{
    static readonly JsonSerializerOptions Contract = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public Task<TransactionDto> TransactionOf(TestOrder order) => Read<TransactionDto>($"/transactions/{order.AccessId}");

    public async Task<TimelineEntryDto[]> TimelineOf(TestOrder order) => (await TransactionOf(order)).Timeline!;

    /// <summary>The transactions, newest first, without their timelines.</summary>
    /// <param name="filter">A query such as <c>?shopId=s1&amp;limit=500</c>.</param>
    public Task<TransactionDto[]> Transactions(string filter = "") => Items<TransactionDto>($"/transactions{filter}");

    /// <summary>The last requests to the gateway, newest first.</summary>
    /// <param name="filter">A query such as <c>?orderId=O-1</c>.</param>
    public Task<CallDto[]> Calls(string filter = "") => Items<CallDto>($"/calls{filter}");

    /// <summary>An order's notifications, oldest first; optionally those in one state.</summary>
    public Task<NotificationDto[]> NotificationsOf(TestOrder order, string? state = null) =>
        Items<NotificationDto>($"/notifications?accessId={order.AccessId}{(state is null ? "" : $"&state={state}")}");

    /// <summary>The latest deposits, newest closing date first.</summary>
    public Task<DepositDto[]> Deposits() => Items<DepositDto>("/deposits?limit=500");

    /// <summary>An order's entries in all deposits, oldest deposit first.</summary>
    public async Task<DepositLineDto[]> DepositsOf(TestOrder order) =>
        [.. (await Deposits()).Reverse().SelectMany(deposit => deposit.Lines).Where(line => line.AccessId == order.AccessId)];

    public Task<MemberDto> MemberById(string id) => Read<MemberDto>($"/members/{id}");

    public Task<ShopDto> ShopById(string id = TestOrder.FirstShop) => Read<ShopDto>($"/shops/{id}");

    public Task<ClockDto> Clock() => Read<ClockDto>("/clock");

    public Task<ArmedScenarioDto[]> ArmedScenarios() => Items<ArmedScenarioDto>("/scenarios/armed");

    /// <summary>Arms a scenario with a body such as <c>new { scenario = "cancel", shopId = "*" }</c>.</summary>
    public Task<ArmedScenarioDto> Arm(object request) => Send<ArmedScenarioDto>(HttpMethod.Post, "/scenarios/arm", request);

    /// <summary>Waits until all conditions hold, such as <c>step=9</c>, or for 90 s, which no successful wait comes near.</summary>
    public Task<TransactionDto> WaitFor(TestOrder order, string conditions) =>
        Read<TransactionDto>($"/transactions/{order.AccessId}/wait?{conditions}&timeoutSeconds=90");

    /// <summary>Acts as the consumer; <c>play</c> does what the scenario says.</summary>
    public Task<ConsumerDto> PlayConsumer(TestOrder order, string action = "play") => PlayConsumer(order, new { action });

    public Task<ConsumerDto> PlayConsumer(TestOrder order, object request) =>
        Send<ConsumerDto>(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", request);

    /// <summary>Advances the clock to an ISO 8601 instant.</summary>
    public Task AdvanceTo(string instant) => Send(HttpMethod.Post, "/clock/advance", new { to = instant });

    public Task<T> Read<T>(string path) => Send<T>(HttpMethod.Get, path);

    /// <summary>Calls the control API and deserializes the response.</summary>
    public async Task<T> Send<T>(HttpMethod verb, string path, object? body = null) => Parse<T>(await Send(verb, path, body));

    /// <summary>Calls the control API, which must succeed. For expected errors use <see cref="ProblemOf"/>.</summary>
    /// <returns>The JSON of the response.</returns>
    public async Task<string> Send(HttpMethod verb, string path, object? body = null)
    {
        var (status, _, json) = await Exchange(verb, path, body);
        return status is >= 200 and < 300 ? json : throw new HttpRequestException($"{verb} /api{path} returned {status}: {json}");
    }

    /// <summary>Calls the control API, which must return a problem document.</summary>
    public async Task<ProblemDto> ProblemOf(HttpMethod verb, string path, object? body = null)
    {
        var (status, type, json) = await Exchange(verb, path, body);
        Assert.True(type == "application/problem+json", $"{verb} /api{path} returned {status} {type}: {json}");
        var problem = Parse<ProblemDto>(json);
        Assert.Equal(status, problem.Status);
        return problem;
    }

    async Task<(int Status, string? Type, string Json)> Exchange(HttpMethod verb, string path, object? body)
    {
        using var request = new HttpRequestMessage(verb, $"/api{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var json = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, json);
    }

    async Task<T[]> Items<T>(string path) => (await Read<ListDto<T>>(path)).Items;

    static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Contract) ?? throw new JsonException($"The control API returned null, not a {typeof(T).Name}.");
}
