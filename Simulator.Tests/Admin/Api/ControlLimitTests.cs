#pragma warning disable format // aligned tables
using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Settlement;
using KantanSim.Storage;
using KantanSim.Tests.Gateway;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Limits of numbers and lengths in the control API: the last value that is accepted, and the first that is not.</summary>
public sealed class ControlLimitTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    [Theory]
    [InlineData("limit=0",                     400)]
    [InlineData("limit=1",                     200)]
    [InlineData("limit=500",                   200)]
    [InlineData("limit=501",                   400)]
    [InlineData("limit=-1",                    400)]
    public async Task Limit_of_a_list_is_1_to_500(string query, int http)
    {
        foreach (var list in new[] { "/transactions", "/notifications", "/deposits" })
            Assert.Equal(http, (int?)(await shared.Simulated.CallApi(HttpMethod.Get, $"{list}?{query}"))["http"]);
    }

    [Theory]
    [InlineData("cursor=-1",                   400)]
    [InlineData("cursor=0",                    200)]
    [InlineData("cursor=9223372036854775807",  200)]
    [InlineData("cursor=9223372036854775808",  400)]
    public async Task Cursor_is_a_number_of_64_bits(string query, int http)
    {
        foreach (var list in new[] { "/transactions", "/notifications" })
            Assert.Equal(http, (int?)(await shared.Simulated.CallApi(HttpMethod.Get, $"{list}?{query}"))["http"]);
    }

    // When the last page is full, an empty one follows.
    [Theory]
    [InlineData(1, "2 1 -")]
    [InlineData(2, "2,1 -")]
    [InlineData(3, "2,1")]
    public async Task List_continues_until_a_page_is_not_full(int limit, string pages)
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var number in new[] { 1, 2 }) await simulated.RegisterPayment($"{number}");
        Assert.Equal(pages, await Pages(simulated, "/transactions", limit, transaction => (string)transaction["orderId"]!));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task List_of_one_order_continues_below_the_cursor(int cursor, int shown)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:OrderIdReuse=AfterFailure");
        await simulated.PostConsumerAction(await simulated.RequestPayment("TWICE-1", "cancel"));
        await simulated.RegisterPayment("TWICE-1");
        Assert.Equal(shown, (await simulated.CallApi(HttpMethod.Get,
            $"/transactions?orderId=TWICE-1&cursor={cursor}"))["body"]!["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(1, "02 01 -")]
    [InlineData(2, "02,01 -")]
    [InlineData(3, "02,01")]
    public async Task Deposits_continue_until_a_page_is_not_full(int limit, string pages)
    {
        await using var simulated = await SimulatorFixture.Start();
        var table = (Table<string, Deposit>)simulated.GetService<Deposits>().Collections[0];
        await simulated.GetService<Store>().Write(writing =>
        {
            for (var day = 1; day <= 2; day++) writing.Put(table, $"s-{day}", new Deposit("s", new(2026, 1, day), 0, 0, 0, 0));
        });
        Assert.Equal(pages, await Pages(simulated, "/deposits", limit, deposit => ((string)deposit["closingDate"]!)[^2..]));
    }

    static async Task<string> Pages(SimulatorFixture simulated, string list, int limit, Func<JsonNode, string> shown)
    {
        var seen = new List<string>();
        // Ends after nine pages, in case that the list does not end by itself.
        for (string? cursor = null; seen.Count == 0 || (cursor is not null && seen.Count < 9);)
        {
            var page = (await simulated.CallApi(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture,
                $"{list}?limit={limit}{(cursor is null ? "" : "&cursor=" + cursor)}")))["body"]!;
            seen.Add(page["items"]!.AsArray() is { Count: > 0 } items ? string.Join(',', items.Select(item => shown(item!))) : "-");
            cursor = (string?)page["cursor"];
        }
        return string.Join(' ', seen);
    }

    [Theory]
    [InlineData("PUT",  "/members/limits",       """{"email":"TEXT"}""",                                        100)]
    [InlineData("PUT",  "/members/limits",       """{"password":"TEXT"}""",                                     100)]
    [InlineData("PUT",  "/members/limits",       """{"name":"TEXT"}""",                                         100)]
    [InlineData("PUT",  "/members/limits",       """{"hintEn":"TEXT"}""",                                       200)]
    [InlineData("PUT",  "/members/limits",       """{"hintJa":"TEXT"}""",                                       200)]
    [InlineData("PUT",  "/members/limits",       """{"cards":[{"id":"TEXT","label":"x"}]}""",                   40)]
    [InlineData("PUT",  "/members/limits",       """{"cards":[{"id":"x","label":"TEXT"}]}""",                   60)]
    [InlineData("PUT",  "/members/limits",       """{"coupons":[{"id":"TEXT","discount":1}]}""",                40)]
    [InlineData("PUT",  "/members/limits",       """{"coupons":[{"id":"x","labelEn":"TEXT","discount":1}]}""",  100)]
    [InlineData("PUT",  "/members/limits",       """{"coupons":[{"id":"x","labelJa":"TEXT","discount":1}]}""",  100)]
    [InlineData("PUT",  "/members/TEXT",         """{"name":"x"}""",                                            40)]
    [InlineData("PUT",  "/shops/tshop00000001",  """{"name":"TEXT"}""",                                         100)]
    [InlineData("PUT",  "/shops/tshop00000001",  """{"notifyUrl":"http://127.0.0.1/TEXT"}""",                   2_048 - 17)]
    [InlineData("POST", "/shops",                """{"shopId":"TEXT","shopPass":"p"}""",                        13)]
    [InlineData("POST", "/shops",                """{"shopPass":"TEXT"}""",                                     10)]
    [InlineData("POST", "/scenarios/arm",        """{"scenario":"cancel","shopId":"*","orderId":"TEXT"}""",     100)]
    [InlineData("POST", "/scenarios/arm",        """{"scenario":"cancel","shopId":"*","note":"TEXT"}""",        200)]
    public async Task Text_is_accepted_up_to_its_maximum_length(string verb, string path, string json, int longest)
    {
        async Task<int> Send(int length)
        {
            var text = new string('a', length);
            var answer = await shared.Simulated.CallApi(
                new(verb), path.Replace("TEXT", text, StringComparison.Ordinal), json.Replace("TEXT", text, StringComparison.Ordinal));
            return (int)answer["http"]!;
        }
        Assert.InRange(await Send(longest), 200, 201);
        Assert.Equal(400, await Send(longest + 1));
    }

    [Theory]
    [InlineData("PUT",  "/members/limits", """{"points":NUMBER}""",                            0, 999_999_999)]
    [InlineData("PUT",  "/members/limits", """{"coupons":[{"id":"x","discount":NUMBER}]}""",   1, 999_999_999)]
    [InlineData("POST", "/scenarios/arm",  """{"scenario":"cancel","shopId":"*","times":NUMBER}""", 1, 1_000_000)]
    public async Task Number_is_accepted_within_its_range(string verb, string path, string json, int from, int to)
    {
        async Task<int> Send(int number) =>
            (int)(await shared.Simulated.CallApi(new(verb), path, json.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal)))["http"]!;
        foreach (var number in new[] { from, to }) Assert.InRange(await Send(number), 200, 201);
        foreach (var number in new[] { from - 1, to + 1 }) Assert.Equal(400, await Send(number));
    }

    // A member may have more points than the largest payment.
    [Theory]
    [InlineData("0",        200)]
    [InlineData("9999999",  200)]
    [InlineData("10000000", 400)]
    [InlineData("-1",       400)]
    public async Task Points_are_accepted_up_to_the_largest_payment(string points, int http)
    {
        await shared.Simulated.CallApi(HttpMethod.Put, "/members/rich", """{"points":999999999,"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await shared.Simulated.RequestPayment($"POINTS{points}");
        var asked = new JsonObject { ["action"] = "approve", ["member"] = "rich", ["points"] = points };
        Assert.Equal(http, (int?)(await shared.Simulated.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer",
            asked.ToJsonString()))["http"]);
    }
}
