using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Settlement;
using KantanSim.Storage;
using KantanSim.Tests.Gateway;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The numbers and lengths of the control API: the last that is taken, and the first that is not.</summary>
public sealed class ControlLimitTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    [Theory]
    [InlineData("limit=0",                     400)]
    [InlineData("limit=1",                     200)]
    [InlineData("limit=500",                   200)]
    [InlineData("limit=501",                   400)]
    [InlineData("limit=-1",                    400)]
    public async Task A_list_has_1_to_500_items(string query, int http)
    {
        foreach (var list in new[] { "/transactions", "/notifications", "/deposits" })
            Assert.Equal(http, (int?)(await shared.Simulated.CallApi(HttpMethod.Get, $"{list}?{query}"))["http"]);
    }

    [Theory]
    [InlineData("cursor=-1",                   400)]
    [InlineData("cursor=0",                    200)]
    [InlineData("cursor=9223372036854775807",  200)]
    [InlineData("cursor=9223372036854775808",  400)]
    public async Task A_cursor_is_a_number_of_64_bits(string query, int http)
    {
        foreach (var list in new[] { "/transactions", "/notifications" })
            Assert.Equal(http, (int?)(await shared.Simulated.CallApi(HttpMethod.Get, $"{list}?{query}"))["http"]);
    }

    // The last page may be full: then the one behind it is empty.
    [Theory]
    [InlineData(1, "2 1 -")]
    [InlineData(2, "2,1 -")]
    [InlineData(3, "2,1")]
    public async Task A_list_goes_on_until_a_page_is_not_full(int limit, string pages)
    {
        await using var simulated = await KantanSim.Tests.Infrastructure.SimulatorFixture.Start();
        foreach (var number in new[] { 1, 2 }) await simulated.RegisterPayment($"{number}");
        Assert.Equal(pages, await Pages(simulated, "/transactions", limit, transaction => (string)transaction["orderId"]!));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task A_list_of_one_order_goes_on_below_the_cursor_too(int cursor, int shown)
    {
        await using var simulated = await KantanSim.Tests.Infrastructure.SimulatorFixture.Start(settings: "--KantanSim:Protocol:OrderIdReuse=AfterFailure");
        await simulated.PostConsumerAction(await simulated.RequestPayment("TWICE-1", "cancel"));
        await simulated.RegisterPayment("TWICE-1");
        Assert.Equal(shown, (await simulated.CallApi(HttpMethod.Get,
            $"/transactions?orderId=TWICE-1&cursor={cursor}"))["body"]!["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(1, "02 01 -")]
    [InlineData(2, "02,01 -")]
    [InlineData(3, "02,01")]
    public async Task Deposits_go_on_until_a_page_is_not_full(int limit, string pages)
    {
        await using var simulated = await KantanSim.Tests.Infrastructure.SimulatorFixture.Start();
        var table = (Table<string, Deposit>)simulated.GetService<Deposits>().Collections[0];
        await simulated.GetService<Store>().Write(writing =>
        {
            for (var day = 1; day <= 2; day++) writing.Put(table, $"s-{day}", new Deposit("s", new(2026, 1, day), 0, 0, 0, 0));
        });
        Assert.Equal(pages, await Pages(simulated, "/deposits", limit, deposit => ((string)deposit["closingDate"]!)[^2..]));
    }

    static async Task<string> Pages(KantanSim.Tests.Infrastructure.SimulatorFixture simulated, string list, int limit, Func<JsonNode, string> shown)
    {
        var seen = new List<string>();
        // There are no more than three: a list that does not end is one that goes on wrongly.
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
    [InlineData("POST", "/scenarios/arm",        """{"scenario":"cancel","orderId":"TEXT"}""",                  100)]
    [InlineData("POST", "/scenarios/arm",        """{"scenario":"cancel","shopId":"TEXT"}""",                   2_048)]
    public async Task A_text_is_taken_up_to_its_length(string verb, string path, string json, int longest)
    {
        async Task<int> Sends(int length)
        {
            var text = new string('a', length);
            return (int)(await shared.Simulated.CallApi(new(verb), path.Replace("TEXT", text, StringComparison.Ordinal), json.Replace("TEXT",
                text, StringComparison.Ordinal)))["http"]!;
        }
        Assert.InRange(await Sends(longest), 200, 201);
        Assert.Equal(400, await Sends(longest + 1));
    }

    [Theory]
    [InlineData("PUT",  "/members/limits", """{"points":NUMBER}""",                            0, 999_999_999)]
    [InlineData("PUT",  "/members/limits", """{"coupons":[{"id":"x","discount":NUMBER}]}""",   1, 999_999_999)]
    [InlineData("POST", "/scenarios/arm",  """{"scenario":"cancel","times":NUMBER}""",         1, 1_000_000)]
    public async Task A_number_is_taken_from_the_first_to_the_last(string verb, string path, string json, int from, int to)
    {
        async Task<int> Sends(int number) =>
            (int)(await shared.Simulated.CallApi(new(verb), path, json.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal)))["http"]!;
        foreach (var number in new[] { from, to }) Assert.InRange(await Sends(number), 200, 201);
        foreach (var number in new[] { from - 1, to + 1 }) Assert.Equal(400, await Sends(number));
    }

    // A member's points can be more than a payment takes: what is left stays the member's.
    [Theory]
    [InlineData("0",        200)]
    [InlineData("9999999",  200)]
    [InlineData("10000000", 400)]
    [InlineData("-1",       400)]
    public async Task Points_can_be_asked_for_up_to_the_largest_payment(string points, int http)
    {
        await shared.Simulated.CallApi(HttpMethod.Put, "/members/rich", """{"points":999999999,"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await shared.Simulated.RequestPayment($"POINTS{points}");
        var asked = new JsonObject { ["action"] = "approve", ["member"] = "rich", ["points"] = points };
        Assert.Equal(http, (int?)(await shared.Simulated.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer",
            asked.ToJsonString()))["http"]);
    }
}
