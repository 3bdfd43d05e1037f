using System.Text.RegularExpressions;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Browser;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The page of the last calls to the gateway.</summary>
public sealed partial class TrafficPageTests
{
    [Fact]
    public async Task Body_that_is_not_a_form_is_shown_masked_with_its_type_and_length()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Post("EntryTranRecruit", """{"OrderID":"SHOWN-2","ShopPass":"hush-json"}"""u8.ToArray());
        var page = await simulated.Page("/traffic");
        Assert.Contains("44 bytes, not a form", page, StringComparison.Ordinal);
        Assert.Contains(
            "{&quot;OrderID&quot;:&quot;SHOWN-2&quot;,&quot;ShopPass&quot;:&quot;*********&quot;}", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Wrong_path_is_shown_with_its_note(string language)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.PostForm("/payment/EntryTranRecruit", "OrderID=PATH-1");
        using var page = await simulated.Get($"/traffic?lang={language}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<strong>/payment/EntryTranRecruit</strong>", html, StringComparison.Ordinal);
        Assert.Contains(
            "<p class=\"small\" lang=\"en\" data-testid=\"note\">&quot;/payment/EntryTranRecruit&quot; is not an API path. "
                + "Did you mean &quot;/payment/EntryTranRecruit.idPass&quot;? The suffix is &quot;.idPass&quot;.</p>",
            html, StringComparison.Ordinal);
        Assert.Contains("PATH-1", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-15", "2026-01-15T00:00", "2026-01-15T23:59")]
    [InlineData("2026-01-15T10:00:30%2B09:00", "2026-01-15T10:00:30", "2026-01-15T10:00:30")]
    public async Task Period_of_the_filter_is_in_the_fields_of_its_form(string period, string from, string to)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await simulated.Page($"/traffic?from={period}&to={period}");
        Assert.Contains($"name=\"from\" value=\"{from}\"", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"to\" value=\"{to}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("outcome=bad", "outcome is bad ; allowed: ok, refused", "outcome に bad は指定できません")]
    [InlineData("outcome=bad&from=noon", "from is noon ; allowed: a time such as", "from に noon は指定できません")]
    [InlineData("code=-", "code is - ; allowed: an ErrInfo such as", "code に - は指定できません")]
    [InlineData("from=2026-01-10&to=2026-01-09", "to is 2026-01-09 ; allowed: a time after from", "to に 2026-01-09 は")]
    public async Task Filter_that_cannot_be_read_is_explained_and_left_out(string query, string en, string ja)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("LEFT-1");
        var page = await DeskResponse.Get(simulated, $"/traffic?{query}&lang=en");
        Assert.Equal(400, page.Http);
        Assert.Contains(en, page.Text, StringComparison.Ordinal);
        Assert.Contains("LEFT-1", page.Text, StringComparison.Ordinal);
        Assert.Contains(ja, (await DeskResponse.Get(simulated, $"/traffic?{query}&lang=ja")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_notes_of_a_call_are_shown()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.PostForm("/payment/EntryTranRecuit.idPass", "OrderID=PATH-1&OrderID=PATH-2");
        var page = await simulated.Page("/traffic");
        Assert.Contains("Did you mean &quot;/payment/EntryTranRecruit.idPass&quot;?</p>", page, StringComparison.Ordinal);
        Assert.Contains("repeated, the first counts: OrderID</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_is_shown_with_its_passwords_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Post("EntryTranRecruit", "ShopID=tshop00000001&ShopPass=hush-form&OrderID=SHOWN-1\r\n"u8.ToArray());
        var page = await simulated.Page("/traffic");
        Assert.Contains("<dt>ShopPass</dt><dd><mark>*********</mark></dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not a form", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "en", "OrderID may contain letters, digits and hyphens only", "required", "at most 27 characters", "letters, digits and hyphens")]
    [InlineData("ja", "OrderIDは英数字とハイフンのみです", "必須", "27文字以内", "英数字とハイフン")]
    public async Task Refused_call_has_the_meaning_of_its_code_and_the_rule_of_the_field_whose_value_is_marked(
        string language, string meaning, string required, string fits, string failed)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Call("EntryTranRecruit", null, Registration("A_1"));
        var page = await DeskResponse.Get(simulated, $"/traffic?lang={language}");
        Assert.Contains($"href=\"/fidelity#errors-M01004013\"><code>M01004013</code></a> {meaning}", page.Html, StringComparison.Ordinal);
        Assert.Contains("<dt>OrderID</dt><dd><mark>A_1</mark></dd>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>Amount</dt><dd><mark>", page.Html, StringComparison.Ordinal);
        var rule = Assert.Single(Rule().Matches(page.Html)).Value;
        Assert.Contains("data-field=\"OrderID\"", rule, StringComparison.Ordinal);
        Assert.Contains($"<li>{required}</li>", rule, StringComparison.Ordinal);
        Assert.Contains($"<li>{fits}</li>", rule, StringComparison.Ordinal);
        Assert.Contains($"<li class=\"failed\">{failed} <code>M01004013</code></li>", rule, StringComparison.Ordinal);
        var place = Regex.Match(rule, "href=\"/fidelity#([^\"]*)\"").Groups[1].Value;
        Assert.Contains($"<tr id=\"{place}\"", await simulated.Page("/fidelity"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ShopID", "<dt>ShopID</dt><dd><mark>missing</mark></dd>", "<li class=\"failed\">required</li>")]
    [InlineData("Amount", "<dt>Amount</dt><dd><mark>missing</mark></dd>", "<li class=\"failed\">required</li>")]
    public async Task Field_that_is_missing_is_in_the_request_marked(string field, string request, string rule)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Call("EntryTranRecruit", null, [.. Registration("A-1").Where(sent => sent.Item1 != field)]);
        var page = await simulated.Page("/traffic");
        Assert.Contains(request, page, StringComparison.Ordinal);
        Assert.Contains(rule, page, StringComparison.Ordinal);
    }

    // The check that the codes of both families come from is the same.
    [Fact]
    public async Task Code_of_the_other_family_leads_to_the_same_rule()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:CodeFamily=E01");
        await simulated.Call("EntryTranRecruit", null, Registration("A_1"));
        var page = await simulated.Page("/traffic");
        Assert.Contains("<li class=\"failed\">letters, digits and hyphens <code>E01040013</code></li>", page, StringComparison.Ordinal);
    }

    // The catalogue names the fields of a code that no check gives.
    [Fact]
    public async Task Unknown_shop_marks_ShopID_and_the_masked_ShopPass()
    {
        await using var simulated = await SimulatorFixture.Start();
        var withoutPass = Registration("A-1").Where(sent => sent.Item1 != "ShopPass");
        await simulated.Call("EntryTranRecruit", null, [.. withoutPass, ("ShopPass", "wrong1")]);
        var page = await simulated.Page("/traffic");
        Assert.Contains("<dt>ShopID</dt><dd><mark>tshop00000001</mark></dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>ShopPass</dt><dd><mark>******</mark></dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The scenario broke the connection. The call has had its effect")]
    [InlineData("ja", "シナリオの指定により、接続を切断しました。呼び出し自体は処理されました。")]
    public async Task Call_that_a_scenario_left_unanswered_says_so_and_whether_it_had_its_effect(string language, string text)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.LosesAnswer("LOST-1");
        var page = await DeskResponse.Get(simulated, $"/traffic?outcome=unanswered&lang={language}");
        Assert.Single(Regex.Matches(page.Html, "data-testid=\"call\""));
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_has_pages_of_50_and_the_page_of_a_linked_call_has_it_open()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 51; number++) await simulated.RegisterPayment($"P-{number}");
        var page = await simulated.Page("/traffic?outcome=ok");
        Assert.Equal(50, Regex.Count(page, "data-testid=\"call\""));
        Assert.Contains("1 to 50 of 51 calls", page, StringComparison.Ordinal);
        var older = Assert.Single(Links(page, "", "data-testid=\"older\""));
        Assert.Equal("/traffic?outcome=ok&before=2", older);
        var last = await simulated.Page(older);
        Assert.Contains("51 to 51 of 51 calls", last, StringComparison.Ordinal);
        Assert.Contains("<a class=\"button small\" href=\"/traffic?outcome=ok\" data-testid=\"newer\"", last, StringComparison.Ordinal);
        Assert.Matches("<details id=\"call-1\" open>", await simulated.Page("/traffic?call=1"));
        Assert.Contains("data-testid=\"call-forgotten\"", await simulated.Page("/traffic?call=52"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_filter_is_a_chip_whose_link_removes_only_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await simulated.Page("/traffic?q=tea%26cup&outcome=refused&shopId=tshop00000001");
        Assert.Equal(
            [
                "/traffic?shopId=tshop00000001&outcome=refused",
                "/traffic?q=tea%26cup&outcome=refused",
                "/traffic?q=tea%26cup&shopId=tshop00000001",
            ],
            Links(page, "class=\"chip\" ", "data-testid=\"chip\""));
        Assert.Contains("value=\"tea&amp;cup\"", page, StringComparison.Ordinal);
        Assert.Contains("No matching call.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_requests_are_found_by_the_shop_and_the_order_of_their_payment()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.VisitOf(await simulated.RequestPayment("PAID-1"));
        await simulated.VisitOf(await simulated.RequestPayment("PAID-2"));
        var page = await simulated.Page("/traffic?orderId=PAID-1&shopId=tshop00000001");
        Assert.Contains("RecruitStart</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("PAID-2", page, StringComparison.Ordinal);
    }

    static IEnumerable<string> Links(string page, string before, string after) =>
        Regex.Matches(page, $"{before}href=\"([^\"]*)\" {after}")
            .Select(match => match.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal));

    static (string, string)[] Registration(string orderId) =>
        [("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"), ("OrderID", orderId), ("JobCd", "AUTH"), ("Amount", "1000")];

    [GeneratedRegex("data-testid=\"field-rule\".*?</dl>", RegexOptions.Singleline)]
    private static partial Regex Rule();
}
