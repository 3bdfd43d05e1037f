using KantanSim.Advice;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;

namespace KantanSim.Tests.Advice;

/// <summary>Findings about the form of calls: method, URL, character set, content type and field names.</summary>
public sealed class CallFormAdviceTests
{
    const string Form = "application/x-www-form-urlencoded";
    const string Entry = "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=FORM-1&JobCd=AUTH&Amount=1000";

    // 「マグ」 as UTF-8 and as CP932.
    const string Utf8Name = "%E3%83%9E%E3%82%B0";
    const string Cp932Name = "%83%7D%83O";

    [Fact]
    public async Task Calls_with_GET_are_one_finding_of_the_shop_that_the_URL_names()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var call = 0; call < 12; call++)
            (await simulated.Get("/payment/EntryTranRecruit.idPass?ShopID=tshop00000001&OrderID=GET-1")).Dispose();
        var finding = await simulated.Finding("call-by-get");
        Assert.Equal(("error", "tshop00000001", null), (finding.Severity, finding.ShopId, finding.AccessId));
        Assert.Equal(
            "Your shop called EntryTranRecruit with GET 12 times; the gateway accepts only POST and answered E31500014.", finding.Sentence);
        Assert.Equal(Enumerable.Repeat("EntryTranRecruit", Rule.MaxEvidence), finding.Evidence.Select(call => call.What));
        Assert.Empty(await simulated.Advice("fields-in-query"));
    }

    [Fact]
    public async Task Calls_with_the_same_fault_stay_one_finding_when_the_first_ones_are_forgotten()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var call = 0; call < ExchangeLog.Capacity + 30; call++)
        {
            (await simulated.Get("/payment/EntryTranRecruit.idPass?ShopID=tshop00000001")).Dispose();
            if (call % 100 == 0) await simulated.Finding("call-by-get");
        }
        Assert.Equal(Rule.MaxEvidence, (await simulated.Finding("call-by-get")).Evidence.Length);
        for (var call = 0; call < ExchangeLog.Capacity; call++) await simulated.Call("SearchTradeMulti", null, ("ShopID", "other"));
        await simulated.RegisterPayment("GOOD-1");
        await simulated.Finding("call-by-get");
    }

    [Fact]
    public async Task Fields_in_the_URL_are_named_without_their_values()
    {
        await using var simulated = await SimulatorFixture.Start();
        (await simulated.PostForm("/payment/EntryTranRecruit.idPass?ShopID=tshop00000001&ShopPass=kantansim1&OrderID=Q-1", "")).Dispose();
        var finding = await simulated.Finding("fields-in-query");
        Assert.Equal(("error", "tshop00000001", null), (finding.Severity, finding.ShopId, finding.AccessId));
        Assert.Equal(
            "Your shop called EntryTranRecruit with ShopID, ShopPass, OrderID in the URL; the gateway reads only the body.",
            finding.Sentence);
        Assert.Empty(await simulated.Advice("content-type-not-form"));
    }

    [Theory]
    [InlineData("GET", "ShopID=tshop00000001&ShopPass=kantansim1", "ShopPass")]
    [InlineData("GET", "ShopID=tshop00000001&OrderID=Q-1", null)]
    [InlineData("POST", "ShopPass=kantansim1", "ShopPass")]
    [InlineData("POST", "ShopID=tshop00000001&debug=1", null)]
    [InlineData("POST", "Tax=10", "Tax")]
    public async Task Fields_in_the_URL_are_a_fault_when_they_are_passwords_or_missing_in_the_body(string verb, string query, string? named)
    {
        await using var simulated = await SimulatorFixture.Start();
        var path = $"/payment/EntryTranRecruit.idPass?{query}";
        (verb == "GET" ? await simulated.Get(path) : await simulated.PostForm(path, Entry)).Dispose();
        var findings = await simulated.Advice("fields-in-query");
        Assert.Equal(named is null ? [] : [$"with {named} in the URL"], findings.Select(finding => With(finding.Sentence)));

        static string With(string sentence) => sentence[sentence.IndexOf("with", StringComparison.Ordinal)..sentence.IndexOf(';')];
    }

    [Theory]
    [InlineData(Utf8Name, "error")]
    [InlineData(Cp932Name, null)]
    [InlineData("Mug", null)]
    [InlineData("%C3%A8", null)]
    public async Task Value_in_UTF_8_is_told_with_both_readings(string itemName, string? severity)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("UTF-1");
        var access = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}"));
        var form = $"{access}&RetURL=http%3A%2F%2Flocalhost%2F&ItemName={itemName}";
        (await simulated.PostForm("/payment/ExecTranRecruit.idPass", form)).Dispose();
        var findings = await simulated.Advice("fields-in-utf8");
        Assert.Equal(severity is null ? [] : [(severity, order.AccessId)], findings.Select(one => (one.Severity, one.AccessId!)));
        Assert.All(findings, finding => Assert.Equal(
            "In your shop's call of ExecTranRecruit, ItemName is valid UTF-8, but was decoded as CP932, the gateway's character set: "
            + "“繝槭げ” instead of “マグ”.",
            finding.Sentence));
        Assert.All(findings, finding => Assert.Equal(["ExecTranRecruit"], finding.Evidence.Select(entry => entry.What)));
    }

    [Fact]
    public async Task Value_in_UTF_8_of_a_call_without_a_payment_is_a_finding_of_the_shop()
    {
        await using var simulated = await SimulatorFixture.Start();
        (await simulated.PostForm("/payment/EntryTranRecruit.idPass", $"ShopID=tshop00000001&OrderID={Utf8Name}")).Dispose();
        var finding = await simulated.Finding("fields-in-utf8");
        Assert.Equal(("tshop00000001", null), (finding.ShopId, finding.AccessId));
    }

    [Theory]
    [InlineData("application/json", """{"ShopID":"tshop00000001"}""", "with Content-Type: application/json. The body is JSON. ")]
    [InlineData(Form, """{"ShopID":"tshop00000001"}""", $"with Content-Type: {Form}. The body is JSON. ")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n\r\n--b--", "The body is multipart/form-data. ")]
    [InlineData("text/plain", Entry, $"with Content-Type: text/plain. The gateway expects {Form}.")]
    [InlineData(null, Entry, $"without a Content-Type. The gateway expects {Form}.")]
    [InlineData(Form, Entry, null)]
    [InlineData("APPLICATION/X-WWW-form-urlencoded; charset=Windows-31J", Entry, null)]
    [InlineData(null, "", null)]
    public async Task Body_or_content_type_that_is_no_form_is_a_warning(string? contentType, string body, string? told)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.PostAs("EntryTranRecruit", contentType, body);
        var findings = await simulated.Advice("content-type-not-form");
        Assert.Equal(told is null ? [] : ["warning"], findings.Select(finding => finding.Severity));
        Assert.All(findings, finding => Assert.Contains(told!, finding.Sentence, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Equal(["EntryTranRecruit"], finding.Evidence.Select(entry => entry.What)));
    }

    [Theory]
    [InlineData("ItemNane", "ItemNane to ExecTranRecruit, which has no such field and ignores it. Did you mean ItemName?", "warning")]
    [InlineData("SiteID", "SiteID to ExecTranRecruit, which has no such field and ignores it.", "warning")]
    [InlineData("itemname", "itemname to ExecTranRecruit, where the field is called ItemName; "
        + "KantanSim ignores upper and lower case, the live gateway may not.", "review")]
    public async Task Unknown_field_is_told_with_the_name_that_was_probably_meant(string name, string told, string severity)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("FIELD-1");
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", "http://localhost/"), (name, "pot"));
        var finding = await simulated.Finding("unknown-field");
        Assert.Equal((severity, order.AccessId), (finding.Severity, finding.AccessId));
        Assert.Equal($"Your shop sent {told}", finding.Sentence);
        Assert.StartsWith("ExecTranRecruit", Assert.Single(finding.Evidence).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_fields_of_calls_without_a_payment_are_one_finding_of_the_API()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var name in new[] { "JobCode", "JobCode", "Shop_Pass" })
            await simulated.Call("EntryTranRecruit", null, ("ShopID", "tshop00000001"), ("OrderID", "FIELD-2"), (name, "x"));
        var finding = await simulated.Finding("unknown-field");
        Assert.Equal(
            "Your shop sent JobCode, Shop_Pass to EntryTranRecruit, which has no such fields and ignores them. "
            + "Did you mean JobCd (JobCode), ShopPass (Shop_Pass)?",
            finding.Sentence);
        Assert.Equal(3, finding.Evidence.Length);
    }

    [Fact]
    public async Task Thousand_unknown_fields_are_one_finding_that_names_five()
    {
        await using var simulated = await SimulatorFixture.Start();
        var fields = Enumerable.Range(1, 1_000).Select(number => ($"x{number}", "1"));
        await simulated.Call("EntryTranRecruit", null, [.. AdviceSteps.Registration("FIELD-3"), .. fields]);
        Assert.Equal(
            "Your shop sent x1, x2, x3, x4, x5 and 995 more to EntryTranRecruit, which has no such fields and ignores them.",
            (await simulated.Finding("unknown-field")).Sentence);
        await simulated.GetService<ExchangeLog>().Flush();
        var faults = simulated.GetService<ExchangeLog>().Newest().First(call => call.Api == "EntryTranRecruit").FormFaults!;
        Assert.Equal((5, 1_000), (faults.Unknown.Count, faults.UnknownCount));
    }

    [Fact]
    public async Task Fields_of_the_official_client_and_empty_ones_are_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        (string, string)[] ofClient = [("Tax", ""), ("TdFlag", ""), ("", "x"), ("User", "MODP-3.110.137"), ("Version", "137")];
        await simulated.Call("EntryTranRecruit", null, [.. AdviceSteps.Registration("CLIENT-1"), .. ofClient]);
        Assert.Empty(await simulated.Advice());
    }

    [Theory]
    [InlineData("1", "", "hint")]
    [InlineData("1", "x", null)]
    [InlineData("0", "", null)]
    public async Task ClientFieldFlag_without_ClientFields_is_a_hint(string flag, string clientField, string? severity)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("FLAG-1");
        await simulated.CallOperation("ExecTranRecruit", order,
            ("RetURL", "http://localhost/"), ("ItemName", "pot"), ("ClientFieldFlag", flag), ("ClientField2", clientField));
        var findings = await simulated.Advice("client-field-flag-without-fields");
        Assert.Equal(severity is null ? [] : [(severity, order.AccessId)], findings.Select(one => (one.Severity, one.AccessId!)));
        Assert.All(findings, finding => Assert.Equal(
            "Your shop sent ClientFieldFlag=1 to ExecTranRecruit without ClientField1 to 3; nothing will be returned in them.",
            finding.Sentence));
        Assert.All(findings, finding => Assert.Single(finding.Evidence));
    }
}
