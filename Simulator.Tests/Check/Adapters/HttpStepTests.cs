using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using KantanSim.Check.Adapters;
using KantanSim.Check.Files;
using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

public sealed class HttpStepTests(EchoShop shop) : IClassFixture<EchoShop>
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("POST", """{"sku":"髙"}""", null, "application/json", """{"sku":"髙"}""")]
    [InlineData("PUT", null, "1 & 2", "application/x-www-form-urlencoded", "a=1+%26+2")]
    [InlineData("PATCH", null, null, "", "")]
    [InlineData("DELETE", null, null, "", "")]
    public async Task Request_has_method_and_body(string method, string? json, string? field, string type, string body)
    {
        var step = Http(method, $"{shop.Url}/x") with { Json = json, Form = field is null ? null : Form(("a", field)) };
        var echo = await Echo(step);
        Assert.Equal((method, type, body), (echo.Text("method"), echo.Header("content-type"), echo.Text("body")));
    }

    [Fact]
    public async Task Headers_are_templates_and_replace_the_content_type()
    {
        var step = Http("POST", $"{shop.Url}/x") with
        {
            Json = "{}",
            Headers = ImmutableDictionary<string, string>.Empty.Add("X-Key", "k{{n}}").Add("content-type", "application/vnd.shop+json"),
        };
        var echo = await Echo(step, Variables(("n", "7")));
        Assert.Equal(("k7", "application/vnd.shop+json"), (echo.Header("x-key"), echo.Header("content-type")));
    }

    [Fact]
    public async Task Header_with_a_line_break_is_a_fault()
    {
        var step = Get($"{shop.Url}/x") with { Headers = ImmutableDictionary<string, string>.Empty.Add("X-Key", "{{n}}") };
        Assert.Contains("X-Key", await Fault(step, Variables(("n", "a\r\nB: c"))));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(302, false)]
    [InlineData(400, true)]
    [InlineData(404, true)]
    [InlineData(503, true)]
    public async Task HTTP_4xx_and_5xx_are_refusals_and_keep_nothing(int status, bool isRefused)
    {
        var result = await Run(Get(shop.Answers("""{"id":1}""", status), ("id", "$.id")));
        Assert.Equal((isRefused, isRefused), (result.IsRefused, result.Kept.IsEmpty));
    }

    [Theory]
    [InlineData("POST", 301, "GET", "")]
    [InlineData("POST", 302, "GET", "")]
    [InlineData("PUT", 302, "PUT", "{}")]
    [InlineData("PUT", 303, "GET", "")]
    [InlineData("POST", 307, "POST", "{}")]
    [InlineData("POST", 308, "POST", "{}")]
    public async Task Redirect_within_the_shop_is_followed_with_its_cookies(string method, int status, string then, string body)
    {
        var step = Http(method, shop.Answers("", status, location: "/done?a=1", cookie: "session=s1; Path=/")) with { Json = "{}" };
        var echo = await Echo(step);
        Assert.Equal((then, "/done?a=1", body), (echo.Text("method"), echo.Text("url"), echo.Text("body")));
        Assert.Equal("session=s1", echo.Header("cookie"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/payment/RecruitStart.idPass?a=b", null)]
    [InlineData("http://gateway.invalid/", null)]
    [InlineData("/payment/RecruitStart.idPass", "same")]
    [InlineData("shopapp://pay", null)]
    public async Task Redirect_out_of_the_shop_is_success_and_not_followed(string location, string? gateway)
    {
        var step = Get(shop.Answers("", 302, location: location), ("to", "header:Location"), ("url", "url"));
        var result = await Run(step, gateway is null ? null : Variables(("gateway", shop.Url)));
        Assert.False(result.IsRefused);
        Assert.Equal(location, result.Kept["to"]);
        Assert.StartsWith(shop.Url + "/answer", result.Kept["url"]);
        Assert.StartsWith("HTTP 302 to ", result.Answer);
    }

    [Fact]
    public async Task Names_of_the_own_machine_are_one_host()
    {
        var here = new UriBuilder(shop.Url) { Host = "localhost", Path = "/done" }.Uri.AbsoluteUri;
        Assert.Equal("/done", (await Echo(Get(shop.Answers("", 302, location: here)))).Text("url"));
    }

    [Fact]
    public async Task Endless_redirect_is_a_fault() =>
        Assert.Contains("redirects more than 20 times", await Fault(Get($"{shop.Url}/loop")));

    [Fact]
    public async Task Each_step_has_cookies_of_its_own()
    {
        await using var door = Door();
        var cancel = TestContext.Current.CancellationToken;
        await door.Run(Get(shop.Answers("{}", cookie: "session=s1; Path=/")), StepVariables.Empty, cancel);
        var second = await door.Run(Get($"{shop.Url}/x", ("all", "/(.*)/")), StepVariables.Empty, cancel);
        Assert.DoesNotContain("s1", second.Kept["all"]);
    }

    [Fact]
    public async Task Each_request_has_a_connection_of_its_own()
    {
        await using var door = Door();
        var cancel = TestContext.Current.CancellationToken;
        var step = Get($"{shop.Url}/x", ("connection", "$.connection"));
        var first = await door.Run(step, StepVariables.Empty, cancel);
        var second = await door.Run(step, StepVariables.Empty, cancel);
        Assert.NotEqual(first.Kept["connection"], second.Kept["connection"]);
    }

    [Fact]
    public async Task Refused_connection_is_a_shop_that_is_not_reached()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}/";
        taken.Stop();
        await Assert.ThrowsAsync<ShopNotReachedException>(() => Run(Get(url)));
    }

    [Fact]
    public async Task Unknown_host_is_a_shop_that_is_not_reached() =>
        await Assert.ThrowsAsync<ShopNotReachedException>(() => Run(Get("http://shop.invalid/")));

    [Fact]
    public async Task Broken_connection_is_a_fault_of_unknown_outcome() =>
        Assert.Contains("no complete answer", await Fault(Get($"{shop.Url}/broken")));

    [Fact]
    public async Task Answer_that_is_late_is_a_fault_of_unknown_outcome()
    {
        var time = new ManualTime(Now);
        await using var door = new ShopDoor(".", TimeSpan.FromSeconds(30), time);
        var run = door.Run(Get($"{shop.Url}/hang?key=late"), StepVariables.Empty, TestContext.Current.CancellationToken);
        await shop.Requested("late").WithHangGuard();
        time.AdvanceTo(Now.AddSeconds(30));
        var fault = await Assert.ThrowsAsync<AdapterException>(() => run);
        Assert.Contains("no answer within 30 s", fault.Message);
        await shop.Aborted("late").WithHangGuard();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_or_disposed_step_closes_its_connection(bool isDisposed)
    {
        var key = $"cancelled {isDisposed}";
        await using var door = Door();
        using var cancel = new CancellationTokenSource();
        var run = door.Run(Get($"{shop.Url}/hang?key={Uri.EscapeDataString(key)}"), StepVariables.Empty, cancel.Token);
        await shop.Requested(key).WithHangGuard();
        await (isDisposed ? door.DisposeAsync().AsTask() : cancel.CancelAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await shop.Aborted(key).WithHangGuard();
    }

    [Fact]
    public async Task Cancelled_step_does_not_begin()
    {
        await using var door = Door();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => door.Run(new ShopStep.Command(["no-such-program"]), StepVariables.Empty, new(canceled: true)));
    }

    [Fact]
    public async Task Door_that_is_closed_runs_nothing()
    {
        var door = Door();
        await door.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => door.Run(Get(shop.Url), StepVariables.Empty, TestContext.Current.CancellationToken));
    }
}
