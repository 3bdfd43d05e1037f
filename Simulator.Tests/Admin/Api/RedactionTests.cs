using System.Net.Http.Headers;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Plays a payment with passwords that are used nowhere else, and searches every place that could show one of them.</summary>
public sealed class RedactionTests
{
    const string ShopPass = "hushShop1";
    const string SitePass = "hushSite2";
    const string WrongPass = "hushWrong3";
    const string MemberPass = "hush-member-4";
    const string AdminToken = "hush-admin-5";
    const string TooLong = "hush6 hush6 hush6";

    static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{AdminToken}"));

    // As of a framework's error page.
    [Theory]
    [InlineData("""{"ShopPass":"kantansim1","CardNo":"4111111111111111"}""")]
    [InlineData("<pre>GMO_SHOP_PASS=kantansim1\nCARD=4111111111111111</pre>")]
    [InlineData("ShopID=tshop00000001&ShopPass=kantansim1&CardNo=4111111111111111")]
    public async Task Secrets_in_the_shops_answer_to_a_notification_are_masked(string answer)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: answer);
        var payment = await simulated.Pay("LEAK-1");
        await simulated.CallApi(HttpMethod.Get, $"/transactions/{payment.AccessId}/wait?answered=AUTH");
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        string[] paths =
        [
            $"/payments/{payment.AccessId}", $"/api/transactions/{payment.AccessId}", $"/api/notifications?accessId={payment.AccessId}",
            $"/api/transactions/{payment.AccessId}/evidence", $"/api/transactions/{payment.AccessId}/har",
        ];
        foreach (var path in paths)
        {
            var text = await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains("***", text, StringComparison.Ordinal);
            Assert.DoesNotContain("kantansim1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4111111111111111", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_password_and_no_token_is_in_a_log_a_page_an_event_an_export_or_a_problem()
    {
        await using var simulated = await SimulatorFixture.Start(
            settings: [$"--KantanSim:AdminToken={AdminToken}", "--KantanSim:Shops:0:ShopPass=unused", "--Logging:LogLevel:Default=Trace"]);
        var logged = simulated.Logged(LogLevel.Trace);
        using var operated = new OperatorClient(simulated);
        using var events = new StreamReader(
            await operated.Http.GetStreamAsync(new Uri("/api/events", UriKind.Relative), TestContext.Current.CancellationToken));
        var (accessId, generated) = await Play(operated, simulated.Merchant.Url!);
        var secrets = generated.Concat([ShopPass, SitePass, WrongPass, MemberPass, AdminToken, Basic, TooLong]).ToList();

        var places = new Dictionary<string, string>();
        string[] paths =
        [
            "/", $"/payments/{accessId}", "/traffic", "/shops", "/shops/tshopHush", "/deposits", "/contracts", "/clock", "/scenarios",
            "/sign-in", "/shop/orders", "/advice",
            "/api/transactions", $"/api/transactions/{accessId}", $"/api/transactions/{accessId}/wait?step=9",
            $"/api/transactions/{accessId}/evidence", $"/api/transactions/{accessId}/har", $"/api/transactions/{accessId}/scenario",
            $"/payments/{accessId}/scenario", "/connect", "/api/calls",
            $"/api/notifications?accessId={accessId}", "/api/deposits", "/api/scenarios/armed", "/api/clock",
        ];
        foreach (var path in paths) places[path] = await operated.Get(path);
        places["an invalid shop"] = await operated.Send(HttpMethod.Put, "/api/shops/tshopHush",
            $$"""{"shopPass":"{{TooLong}}"}""");
        places["an invalid form of a shop"] = await operated.Post("/shops/tshopHush", $"shopPass={TooLong}&name=x");
        places["a body with an unknown member"] = await operated.Send(HttpMethod.Put, "/api/shops/tshopHush",
            $$"""{"password":"{{MemberPass}}"}""");
        places["an invalid member"] = await operated.Send(HttpMethod.Put, "/api/members/hush",
            $$"""{"password":["{{MemberPass}}"]}""");
        places["a wrong token"] = await operated.Post("/sign-in", $"token={WrongPass}&from=/");
        places["the connectivity test"] = await operated.Send(HttpMethod.Post, "/api/shops/tshopHush/connectivity-test");
        places["the shop's capture"] = await operated.Send(HttpMethod.Post, $"/api/transactions/{accessId}/merchant",
            """{"action":"capture"}""");
        places["events"] = await AllOf(events);
        places["the log"] = string.Join('\n', logged);

        // The places are not empty: an empty page would pass.
        Assert.Contains("ExecTranRecruit", places["/traffic"], StringComparison.Ordinal);
        Assert.Contains("ShopPass=*********", places[$"/payments/{accessId}"], StringComparison.Ordinal);
        Assert.Contains("ExecTranRecruit", places["the log"], StringComparison.Ordinal);
        Assert.Contains("HUSH-1", places["events"], StringComparison.Ordinal);
        Assert.Contains("shopPass", places["an invalid shop"], StringComparison.Ordinal);
        Assert.Empty(
            from place in places
            from secret in secrets
            where place.Value.Contains(secret, StringComparison.Ordinal)
                || place.Value.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)
            select $"{secret} in {place.Key}");

        // Adds another shop: its event marks the end of what is read.
        async Task<string> AllOf(StreamReader stream)
        {
            await operated.Send(HttpMethod.Post, "/api/shops", """{"shopId":"tshopLast"}""");
            var said = new List<string>();
            while (said.Count(line => line.Contains("POST /api/shops\"", StringComparison.Ordinal)) < 2
                && await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { } line) said.Add(line);
            return string.Join('\n', said);
        }
    }

    [Fact]
    public async Task Invalid_password_in_a_setting_is_not_shown()
    {
        string[] settings = ["--KantanSim:Shops:0:ShopId=tshopHush", $"--KantanSim:Shops:0:ShopPass={TooLong}"];
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => SimulatorFixture.Start(demoShop: true, settings: settings));
        Assert.Contains("KantanSim:Shops:0:ShopPass", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush6", fault.Message, StringComparison.Ordinal);
    }

    /// <returns>The payment, and the secrets that the gateway has generated.</returns>
    static async Task<(string AccessId, string[] Secrets)> Play(OperatorClient operated, string merchant)
    {
        await operated.Send(HttpMethod.Post, "/api/shops",
            $$"""{"shopId":"tshopHush","shopPass":"{{ShopPass}}","notifyUrl":"{{merchant}}/notify"}""");
        await operated.Send(HttpMethod.Put, "/api/members/hush",
            $$"""{"email":"hush@example.com","password":"{{MemberPass}}","points":5,"cards":[{"id":"visa","label":"VISA"}]}""");
        await operated.Gateway("EntryTranRecruit", $"ShopID=tshopHush&ShopPass={WrongPass}&OrderID=HUSH-0&JobCd=AUTH&Amount=1000");
        await operated.Gateway("NoSuchApi", $"ShopID=tshopHush&shoppass={ShopPass}&SitePass={SitePass}");
        var entry = await operated.Gateway("EntryTranRecruit",
            $"ShopID=tshopHush&ShopPass={ShopPass}&OrderID=HUSH-1&JobCd=AUTH&Amount=1000&SitePass={SitePass}");
        var access = $"ShopID=tshopHush&ShopPass={ShopPass}&OrderID=HUSH-1&AccessID={entry["AccessID"]}&AccessPass={entry["AccessPass"]}";
        var exec = await operated.Gateway("ExecTranRecruit",
            $"{access}&SitePass={SitePass}&RetURL={Uri.EscapeDataString(merchant + "/return")}&ItemName=x");
        var visit = await operated.RedirectOf(
            $"/payment/RecruitStart.idPass?AccessID={entry["AccessID"]}&Token={Uri.EscapeDataString(exec["Token"])}");
        await operated.Post($"{visit}/sign-in", $"email=hush@example.com&password={WrongPass}");
        await operated.Post($"{visit}/sign-in", $"email=hush@example.com&password={MemberPass}");
        await operated.Send(HttpMethod.Post, $"/api/transactions/{entry["AccessID"]}/consumer", """{"action":"approve","member":"hush"}""");
        await operated.Send(HttpMethod.Post, "/api/clock/advance", """{"by":"PT0S"}""");
        return (entry["AccessID"], [entry["AccessPass"], exec["Token"]]);
    }

    /// <summary>Calls a simulator with the operator's token, sent as curl -u does.</summary>
    sealed class OperatorClient : IDisposable
    {
        public OperatorClient(SimulatorFixture simulated)
        {
            Http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
            Http.DefaultRequestHeaders.Authorization = new("Basic", Basic);
        }

        public HttpClient Http { get; }

        public async Task<string> Send(HttpMethod verb, string path, string? body = null, string type = "application/json")
        {
            using var request = new HttpRequestMessage(verb, path);
            if (body is not null) request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
            using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        public Task<string> Get(string path) => Send(HttpMethod.Get, path);

        public Task<string> Post(string path, string form) => Send(HttpMethod.Post, path, form, "application/x-www-form-urlencoded");

        public async Task<Dictionary<string, string>> Gateway(string api, string form)
        {
            using var content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var answer = await Http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content,
                TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return ResponseBody.Read(body).ToDictionary(field => field.Key, field => field.Value);
        }

        /// <summary>The path that the response redirects to.</summary>
        public async Task<string> RedirectOf(string path)
        {
            using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.Headers.Location!.PathAndQuery;
        }

        public void Dispose() => Http.Dispose();
    }
}
