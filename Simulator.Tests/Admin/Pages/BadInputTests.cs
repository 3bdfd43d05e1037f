using System.Net;
using KantanSim.Tests.Gateway;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>Invalid input in the dashboard's forms: the message names field, value and allowed values, and nothing changes.</summary>
public sealed class BadInputTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    [Theory]
    [InlineData("/scenarios/arm", "scenario=cancel&times=0",
        "times is 0 ; allowed: a whole number from 1 to 1000000", "times に 0 は入力できません。入力できる値：1～1000000の整数")]
    [InlineData("/scenarios/arm", "scenario=cancel&times=many", "times is many ; allowed: a whole number", "many")]
    [InlineData("/scenarios/arm", "scenario=no-such&times=1", "scenario is no-such ; allowed:", "no-such")]
    [InlineData("/scenarios/arm", "times=1", "scenario is missing", "scenario が未入力です。入力できる値：値（必須項目）")]
    [InlineData("/scenarios/arm", "scenario=cancel&times=1&color=red",
        "color is red ; allowed: scenario, times", "color に red")]
    [InlineData("/clock/set", "mode=fast", "mode is fast ; allowed: real, manual", "mode に fast")]
    [InlineData("/clock/set", "mode=manual&now=noon", "now is noon ; allowed: an ISO 8601 instant", "日時（例：")]
    [InlineData("/clock/advance", "by=tomorrow", "by is tomorrow ; allowed: an ISO 8601 duration from PT0S to P3660D", "PT0S～P3660D")]
    [InlineData("/clock/advance", "by=-PT1H", "by is -PT1H ; allowed: an ISO 8601 duration from PT0S to P3660D", "by に -PT1H")]
    [InlineData("/clock/advance", "by=P100Y", "by is P100Y ; allowed: an ISO 8601 duration from PT0S to P3660D", "by に P100Y")]
    [InlineData("/clock/advance", "by=1h", "by is 1h ; allowed: an ISO 8601 duration", "by に 1h")]
    [InlineData("/clock/advance", "to=2020-01-01T00:00:00Z", "time does not go back", "時間は戻せません")]
    [InlineData("/clock/advance", "by=", "by is ; allowed: an ISO 8601 duration", "by に")]
    [InlineData("/clock/advance", "to=next", "Nothing is due.", "予定はありません。")]
    [InlineData("/members", "id=a b&points=0", "id is a b ; allowed: up to 40 letters", "40文字以内の半角英数字")]
    [InlineData("/members", "id=&points=0", "id is ; allowed: up to 40 letters", "id に")]
    [InlineData("/members", "id=taro&points=0", "id is taro ; allowed: an id that no member has yet", "まだ使われていないID")]
    [InlineData("/members/taro/save", "points=-1", "points is -1 ; allowed: a whole number from 0 to 999999999", "0～999999999の整数")]
    [InlineData("/members/taro/save", "email=jiro@example.com", "allowed: an address that no other member has", "ほかの会員が使っていないメールアドレス")]
    [InlineData("/members/taro/save", "cards[0].id=visa", "cards[0].label is missing", "cards[0].label が未入力です")]
    [InlineData("/members/taro/save", "coupons[0].id=C&coupons[0].discount=0&coupons[0].fundedBy=Nobody",
        "coupons[0].fundedBy is Nobody ; allowed: Wallet, Shop", "coupons[0].discount に 0")]
    [InlineData("/members/taro/save", "cards[0].id=v&cards[0].label=V&cards[0].declines=perhaps",
        "cards[0].declines is perhaps ; allowed: true or false", "perhaps")]
    [InlineData("/members/taro/save", "cards[0].id=v&cards[0].label=V&cards[00].id=w", "allowed: id, email", "cards[00]")]
    [InlineData("/members/taro/save", "cards[0].id=v&cards[0].label=V&cards[1٣].id=w", "allowed: id, email", "cards[1")]
    [InlineData("/members/nobody/save", "points=1", "There is no member \"nobody\"", "「nobody」は見つかりません。")]
    [InlineData("/members/nobody/delete", "", "There is no member \"nobody\"", "「nobody」は見つかりません。")]
    [InlineData("/shops", "shopId=far-too-long-an-id",
        "shopId is far-too-long-an-id ; allowed: 1 to 13 letters and digits", "13文字以内の半角英数字")]
    [InlineData("/shops", "notifyUrl=ftp://x", "notifyUrl is ftp://x ; allowed: an absolute http or https URL", "http または https で始まるURL")]
    [InlineData("/shops", "shopId=tshop00000001", "There is a shop \"tshop00000001\" already.", "ショップ「tshop00000001」はすでにあります。")]
    [InlineData("/shops/tshop00000001", "notifyUrl=nowhere", "notifyUrl is nowhere", "notifyUrl に nowhere")]
    [InlineData("/shops/tshop00000001", "recruit=Maybe", "recruit is Maybe ; allowed: Contracted, Pending, None", "recruit に Maybe")]
    [InlineData("/shops/tshop00000001", "scenario=no-such", "scenario is no-such ; allowed:", "no-such")]
    [InlineData("/shops/tshop00000001", "protocol.WalletMinutes=0",
        "protocol.WalletMinutes is 0 ; allowed: a whole number from 1 to 1440", "protocol.WalletMinutes に 0 は入力できません。入力できる値：1～1440の整数")]
    [InlineData("/shops/tshop00000001", "protocol.NoSuch=1", "protocol.NoSuch is 1 ; allowed: no such option", "protocol.NoSuch に 1")]
    [InlineData("/shops/nowhere", "name=x", "There is no shop \"nowhere\"", "「nowhere」は見つかりません。")]
    [InlineData("/shops/nowhere/test", "", "There is no shop \"nowhere\"", "「nowhere」は見つかりません。")]
    [InlineData("/shops/nowhere/delete", "", "There is no shop \"nowhere\"", "「nowhere」は見つかりません。")]
    public async Task Invalid_form_is_explained_in_both_languages_and_changes_nothing(string path, string form, string en, string ja)
    {
        var simulated = shared.Simulated;
        var before = await State(simulated);
        var fields = Fields(form);
        var english = await DeskResponse.Post(simulated, path + "?lang=en", fields);
        Assert.InRange(english.Http, 400, 409);
        Assert.Contains(en, english.Text, StringComparison.Ordinal);
        Assert.Contains(ja, (await DeskResponse.Post(simulated, path + "?lang=ja", fields)).Text, StringComparison.Ordinal);
        Assert.Equal(before, await State(simulated));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    public async Task A_body_that_is_no_form_changes_nothing(string? type)
    {
        var simulated = shared.Simulated;
        var before = await State(simulated);
        using var http = new HttpClient();
        using var content = new ByteArrayContent([]);
        content.Headers.ContentType = type is null ? null : new(type);
        using var answer = await http.PostAsync(
            new Uri($"{simulated.Url}/members/taro/save"), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal(before, await State(simulated));
    }

    [Theory]
    [InlineData("/clock/advance", "by=tomorrow", "value=\"tomorrow\"")]
    [InlineData("/clock/set", "mode=real&now=noon", "value=\"noon\"", "<option value=\"real\" selected>")]
    [InlineData("/scenarios/arm", "scenario=cancel&page=one&times=0&orderId=ABC-*&shopId=s1",
        "value=\"ABC-*\"", "name=\"times\" value=\"0\"", "value=\"s1\"")]
    [InlineData("/members", "id=a b&name=Somebody&points=77", "value=\"a b\"", "value=\"Somebody\"", "value=\"77\"")]
    [InlineData("/members/taro/save", "points=x&name=太郎さん&cards[0].id=new&cards[0].label=New card&cards[0].declines=true",
        "value=\"太郎さん\"", "value=\"New card\"", "name=\"points\" value=\"x\"")]
    [InlineData("/shops", "shopId=bad-id&name=My shop&notifyUrl=http://127.0.0.1:1/n",
        "value=\"bad-id\"", "value=\"My shop\"", "value=\"http://127.0.0.1:1/n\"")]
    [InlineData("/shops/tshop00000001", "name=Renamed&notifyUrl=x&protocol.ConsumerCancel=AuthProcess",
        "value=\"Renamed\"", "value=\"x\"", "<option selected>AuthProcess</option>")]
    public async Task Invalid_form_keeps_what_was_entered(string path, string form, params string[] shown)
    {
        var simulated = shared.Simulated;
        var page = await DeskResponse.Post(simulated, path + "?lang=en", Fields(form));
        Assert.Equal(400, page.Http);
        Assert.All(shown, one => Assert.Contains(one, page.Html, StringComparison.Ordinal));
        // A live update would replace the messages before they are read.
        Assert.DoesNotContain("hx-get=", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scenarios/no-such", "There is no scenario \"no-such\"", 404)]
    [InlineData("/shops/nowhere", "There is no shop \"nowhere\"", 404)]
    [InlineData("/shops/nowhere/delete", "There is no shop \"nowhere\"", 404)]
    [InlineData("/members/nobody/delete", "There is no member \"nobody\"", 404)]
    [InlineData("/contracts/charge-file?shopId=tshop00000001&date=yesterday", "date is yesterday ; allowed: a day such as 2026-01-31", 400)]
    [InlineData("/contracts/charge-file?shopId=nowhere", "There is no shop \"nowhere\"", 404)]
    [InlineData("/scenarios?from=-1", "{scenarios} scenarios.", 200)]
    [InlineData("/members?from=99", "1 to 4 of 4", 200)]
    [InlineData("/clock?after=x-y", "Nothing is due.", 200)]
    [InlineData("/clock?after=99999999999999999999-1", "Nothing is due.", 200)]
    [InlineData("/deposits?from=x", "No deposits yet", 200)]
    [InlineData("/contracts?before=x", "No contracts yet", 200)]
    public async Task Invalid_query_is_explained_or_read_as_the_first_page(string path, string message, int status)
    {
        var simulated = shared.Simulated;
        var page = await DeskResponse.Get(simulated, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
        Assert.Equal(status, page.Http);
        var count = $"{simulated.GetService<ScenarioWatcher>().Current.Scenarios.Count}";
        Assert.Contains(message.Replace("{scenarios}", count, StringComparison.Ordinal), page.Text, StringComparison.Ordinal);
    }

    [Theory]
    // A negative length is a number of fields.
    [InlineData("/members/taro/save", 70_000, 413, "may be up to 65,536 bytes long", "href=\"/members\"")]
    [InlineData("/payments/{id}", 17_000, 413, "may be up to 16,384 bytes long", "href=\"/payments/{id}\"")]
    [InlineData("/payments/{id}", -100, 400, "it has too many fields: Form value count limit 64 exceeded", "href=\"/payments/{id}\"")]
    [InlineData("/clock/advance", -600, 400, "it has too many fields: Form value count limit 512 exceeded", "href=\"/clock\"")]
    public async Task Form_above_a_limit_is_explained_with_a_link_back(string path, int length, int status, string message, string back)
    {
        await using var simulated = await SimulatorFixture.Start();
        var id = (await simulated.RequestPayment("LONG-1")).AccessId;
        var before = await State(simulated);
        (string, string)[] fields = length > 0
            ? [("name", new string('x', length))]
            : [.. Enumerable.Range(0, -length).Select(number => ($"f{number}", "x"))];
        var page = await DeskResponse.Post(simulated, path.Replace("{id}", id, StringComparison.Ordinal) + "?lang=en", fields);
        Assert.Equal(status, page.Http);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Contains(back.Replace("{id}", id, StringComparison.Ordinal), page.Html, StringComparison.Ordinal);
        Assert.Equal(before, await State(simulated));
    }

    static (string Name, string Value)[] Fields(string form) =>
    [
        .. form.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .Select(field => (field[0], field[1])),
    ];

    // Everything that a form can change. The time of the next job is left out: it changes by itself.
    static async Task<string> State(SimulatorFixture simulated)
    {
        var members = await simulated.Send(HttpMethod.Get, "/members");
        var shops = await simulated.Send(HttpMethod.Get, "/shops");
        var armed = await simulated.Send(HttpMethod.Get, "/scenarios/armed");
        var clock = await simulated.Clock();
        return $"{members}\n{shops}\n{armed}\n{clock with { NextDue = null }}";
    }
}
