using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Check.Files;
using KantanSim.Check.Recording;
using KantanSim.Commands;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Check;

/// <summary>Writing the shop's file by watching a payment.</summary>
public sealed partial class InitCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kantansim").FullName;
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    string FileName => Path.Combine(folder, "check.yaml");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("AUTH", "OnShip")]
    [InlineData("CAPTURE", "AtOnce")]
    public async Task Payment_without_a_recorded_shop_gives_a_file_that_can_be_read(string jobCd, string capture)
    {
        await using var simulated = await SimulatorFixture.Start();
        var code = await Run(simulated, shopUrl: null, async () =>
        {
            var order = await simulated.Pay("ORDER-1", jobCd);
            await simulated.Until(async () => (await simulated.NotificationsOf(order, "delivered")).Length > 0);
            await simulated.SearchTrade(order);
        });
        Assert.Equal((0, ""), (code, $"{error}"));
        var file = Written();
        Assert.Equal(simulated.Url, file.Gateway);
        Assert.Equal(new ShopAccount.Existing("tshop00000001", "kantansim1"), file.Shop);
        Assert.Equal(capture, $"{file.Style.Capture}");
        Assert.Equal([ResultPath.Notification, ResultPath.Search], file.Style.Results);
    }

    [Fact]
    public async Task Recorded_requests_become_steps()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var shop = await RecordedShop.Start(simulated);
        await Run(simulated, shop.Url,
            async () =>
            {
                await Send(HttpMethod.Post, "/orders", """{ "sku": "mug", "total": 777, "gift": null }""");
                await Send(HttpMethod.Get, "/orders/ORDER-4711");
                await shop.Pay();
            },
            () => Send(HttpMethod.Get, "/orders/ORDER-4711"),
            async () =>
            {
                await Send(HttpMethod.Post, "/orders/ORDER-4711/ship", """{ "orderNo": "ORDER-4711" }""");
                await Send(HttpMethod.Get, "/orders/ORDER-4711");
            },
            async () =>
            {
                await Send(HttpMethod.Post, "/orders/ORDER-4711/cancel");
                await Send(HttpMethod.Get, "/orders/ORDER-4711");
            });
        var file = Written();
        var place = Assert.IsType<ShopStep.Http>(file.Place);
        Assert.Equal(
            ("POST", $"{shop.Url}orders", """{"sku":"mug","total":"{{amount}}","gift":null}""", "$.data.orderNo"),
            (place.Method, place.Url, place.Json, place.Keep["key"]));
        Assert.Equal(
            ($"{shop.Url}orders/{{{{key}}}}", "$.status"),
            (((ShopStep.Http)file.Read.Step).Url, file.Read.StatePath));
        Assert.Equal(
            "new=Open paid=Paid refunded=Failed sent=Shipped",
            string.Join(' ', file.Read.Means.OrderBy(word => word.Key).Select(word => $"{word.Key}={word.Value}")));
        var ship = Assert.IsType<ShopStep.Http>(file.Acts[ActNames.Ship]);
        Assert.Equal(($"{shop.Url}orders/{{{{key}}}}/ship", """{"orderNo":"{{key}}"}"""), (ship.Url, ship.Json));
        Assert.Equal($"{shop.Url}orders/{{{{key}}}}/cancel", Assert.IsType<ShopStep.Http>(file.Acts[ActNames.Cancel]).Url);
    }

    [Fact]
    public async Task Form_with_a_session_becomes_a_browser_script()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var shop = await RecordedShop.Start(simulated);
        await Run(simulated, shop.Url, async () =>
        {
            await BuyOnPages();
            await shop.Pay();
        });
        var browser = Assert.IsType<ShopStep.Browser>(Written().Place);
        Assert.Equal(new BrowserLine.Open($"{shop.Url}shop"), browser.Lines[0]);
        Assert.Equal(["who=山田 <taro>"], ((BrowserLine.Fill)browser.Lines[1]).Values.Select(field => $"{field.Key}={field.Value}"));
        Assert.Equal(new BrowserLine.Press("form[action='/shop']"), browser.Lines[2]);
        Assert.Equal("url://pay/([^/?&#]+)/", browser.Keep["key"]);
    }

    [Fact]
    public async Task File_that_exists_is_not_overwritten()
    {
        await File.WriteAllTextAsync(FileName, "mine", TestContext.Current.CancellationToken);
        using var api = new ControlApiClient("http://127.0.0.1:1", token: null, "en");
        Assert.Equal(ExitCodes.WrongUse, await Run(api, Request("http://127.0.0.1:1", null)));
        Assert.Equal("mine", await File.ReadAllTextAsync(FileName, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Gateway_that_does_not_answer_is_exit_code_3()
    {
        using var api = new ControlApiClient("http://127.0.0.1:1", token: null, "en");
        Assert.Equal(ExitCodes.NotReached, await Run(api, Request("http://127.0.0.1:1", null)));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Unknown_shop_is_exit_code_2()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var api = new ControlApiClient(simulated.Url, token: null, "en");
        var request = Request(simulated.Url, null) with { Shop = "nobody" };
        Assert.Equal(ExitCodes.WrongUse, await Run(api, request));
    }

    [Fact]
    public async Task Cancelled_command_leaves_no_file()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var cancel = new CancellationTokenSource();
        using var api = new ControlApiClient(simulated.Url, token: null, "en");
        var command = Command(api, Playing(cancel.CancelAsync));
        Assert.Equal(ExitCodes.WrongUse, await command.Run(Request(simulated.Url, null), cancel.Token));
        Assert.Empty(Directory.GetFiles(folder));
    }

    async Task<int> Run(SimulatorFixture simulated, Uri? shopUrl, params Func<Task>[] person)
    {
        using var api = new ControlApiClient(simulated.Url, token: null, "en");
        return await Command(api, Playing(person)).Run(Request(simulated.Url, shopUrl), TestContext.Current.CancellationToken);
    }

    Task<int> Run(ControlApiClient api, InitRequest request) =>
        Command(api, Playing()).Run(request, TestContext.Current.CancellationToken);

    InitRequest Request(string gateway, Uri? shopUrl) => new(FileName, gateway, Shop: null, shopUrl);

    InitCommand Command(ControlApiClient api, Person person) =>
        new(api, InitWords.In("en"), person, output, error, async cancel =>
        {
            await person.Act();
            cancel.ThrowIfCancellationRequested();
        });

    static Person Playing(params Func<Task>[] steps) => new(steps);

    CheckFile Written()
    {
        var (file, diagnostics) = CheckFileReader.Read(FileName);
        Assert.Empty(diagnostics);
        return file!;
    }

    string ProxyUrl => Address().Match($"{output}").Value;

    async Task Send(HttpMethod method, string path, string? json = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, ProxyUrl + path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    // As a browser does: with cookies and Referer.
    async Task BuyOnPages()
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        Assert.Contains($"{ProxyUrl}/shop", await http.GetStringAsync(new Uri($"{ProxyUrl}/shop")), StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("csrf", "x7f"), new("who", "山田 <taro>")]);
        http.DefaultRequestHeaders.Referrer = new($"{ProxyUrl}/shop");
        using var page = await http.PostAsync(new Uri($"{ProxyUrl}/shop"), form);
        Assert.Contains("ORDER-4711", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();

    /// <summary>A person: the first step is done while the command waits for the payment, the others before Enter is pressed.</summary>
    sealed class Person(Func<Task>[] steps) : TextReader
    {
        int next;

        public Task Act() => next < steps.Length ? steps[next++]() : Task.CompletedTask;

        public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            await Act();
            return "";
        }
    }
}
