#pragma warning disable format // aligned tables
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Problem documents are in the language that <c>Accept-Language</c> prefers, English or Japanese.</summary>
public sealed class ProblemLanguageTests
{
    [Theory]
    [InlineData("",                          "en")]
    [InlineData("en",                        "en")]
    [InlineData("ja",                        "ja")]
    [InlineData("JA-jp",                     "ja")]
    [InlineData("ja-JP,ja;q=0.9,en;q=0.8",   "ja")]
    [InlineData("en-US,en;q=0.9,ja;q=0.8",   "en")]
    [InlineData("en;q=0.5,ja;q=0.6",         "ja")]
    [InlineData("ja;q=0.5,en;q=0.5",         "ja")]
    [InlineData("en;q=0.5,ja;q=0.5",         "en")]
    [InlineData("fr,ja;q=0.5",               "ja")]
    [InlineData("fr",                        "en")]
    [InlineData("*",                         "en")]
    [InlineData("*,ja;q=0.5",                "en")]
    [InlineData("ja;q=0",                    "en")]
    [InlineData("ja;q=0,*",                  "en")]
    [InlineData("jav",                       "en")]
    [InlineData("; ;q=nonsense",             "en")]
    public async Task Problem_is_in_the_preferred_language(string accept, string language)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (header, problem) = await Problem(simulated, "/api/shops/nowhere", accept);
        Assert.Equal(language, header);
        var expected = language == "ja" ? ("見つかりません", "「nowhere」は見つかりません。") : ("Not found", "There is no shop \"nowhere\".");
        Assert.Equal(expected, ((string?)problem["title"], (string?)problem["detail"]));
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "見つかりません", "GET /api/nothing はありません。/openapi/v1.json をご覧ください。")]
    [InlineData("GET", "/api/scenarios/succes", 404, "見つかりません", "「succes」は見つかりません。近い名前：success")]
    [InlineData("GET", "/api/transactions?limit=0", 400, "リクエストが正しくありません",
        "limit に「0」は指定できません。指定できる値：1～500の整数。")]
    [InlineData("GET", "/api/transactions?shop=x", 400, "リクエストが正しくありません",
        "shop に「x」は指定できません。指定できる値：次のクエリパラメーターのみ：")]
    [InlineData("POST", "/api/scenarios/arm", 400, "リクエストが正しくありません", "本文がJSONではありません：")]
    [InlineData("GET", "/api/transactions/ID/wait?status=AUTH&timeoutSeconds=0", 408, "時間切れです",
        "0 秒待ちましたが、次の条件が満たされませんでした：ステータス AUTH（現在は UNPROCESSED）。")]
    [InlineData("POST", "/api/transactions/ID/expire", 409, "現在の状態では実行できません",
        "ステータスが UNPROCESSED の間は、終了できる期限がありません。")]
    public async Task Common_problems_have_a_Japanese_text(string method, string path, int status, string title, string detail)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("JA-1");
        var (language, problem) = await Problem(simulated, path.Replace("ID", order.AccessId, StringComparison.Ordinal), "ja", method);
        Assert.Equal(("ja", status, title), (language, (int)problem["status"]!, (string?)problem["title"]));
        Assert.StartsWith(detail, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja", "値（必須項目）",            "scenario がありません。指定できる値：値（必須項目）。")]
    [InlineData("en", "a value; it is required", "scenario is missing; allowed: a value; it is required")]
    public async Task Errors_of_fields_are_in_the_same_language(string accept, string allowed, string detail)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (_, problem) = await Problem(simulated, "/api/scenarios/arm", accept, "POST", "{}");
        Assert.Equal(("scenario", allowed), ((string?)problem["errors"]![0]!["field"], (string?)problem["errors"]![0]!["allowed"]));
        Assert.Equal(detail, (string?)problem["detail"]);
    }

    [Fact]
    public async Task Consumer_that_cannot_act_is_refused_in_Japanese()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("JA-2");
        var (language, problem) = await Problem(simulated, $"/api/transactions/{order.AccessId}/consumer", "ja", "POST",
            """{"action":"approve"}""");
        Assert.Equal(("ja", "ステータスが UNPROCESSED の間、利用者はこの操作を実行できません：ショップがまだ決済を要求していません（ExecTran）。"),
            (language, (string?)problem["detail"]));
        Assert.Equal("UNPROCESSED", (string?)problem["transaction"]!["status"]);
    }

    [Theory]
    [InlineData("ja", "トークンが必要です")]
    [InlineData("en", "Token required")]
    public async Task Challenge_for_the_token_is_in_the_preferred_language(string accept, string title)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        var (language, problem) = await Problem(simulated, "/api/clock", accept);
        Assert.Equal((accept, title), (language, (string?)problem["title"]));
    }

    // ASP.NET's own messages, such as that of a form that is too long, are English.
    [Fact]
    public async Task Problem_without_a_Japanese_text_is_English_altogether()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (language, problem) = await Problem(simulated, "/sign-in", "ja", "POST", new string('x', 20_000));
        Assert.Equal(("en", "Invalid request"), (language, (string?)problem["title"]));
    }

    [Fact]
    public async Task Japanese_is_not_escaped()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, "/api/shops/nowhere", "ja", "GET", "");
        Assert.Equal(["Accept-Language"], answer.Headers.Vary);
        Assert.Contains("「nowhere」は見つかりません。",
            await TextOf(answer), StringComparison.Ordinal);
    }

    static async Task<(string? Language, JsonNode Body)> Problem(
        SimulatorFixture simulated, string path, string accept, string method = "GET", string body = "")
    {
        using var answer = await Send(simulated, path, accept, method, body);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await TextOf(answer))!;
        return (answer.Content.Headers.ContentLanguage.SingleOrDefault(), problem);
    }

    static async Task<HttpResponseMessage> Send(SimulatorFixture simulated, string path, string accept, string method, string body)
    {
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var request = new HttpRequestMessage(new(method), path);
        if (accept.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Language", accept);
        if (method == "POST") request.Content = new StringContent(body);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
