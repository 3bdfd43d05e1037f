#pragma warning disable format // aligned tables
using System.Text;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Gateway;

/// <summary>Requests with a wrong path are recorded like calls, with a note.</summary>
public sealed class WrongPathCallTests
{
    const string Form = "ShopID=tshop00000001&ShopPass=hush-pass&OrderID=PATH-1";

    public static TheoryData<string, int, string, string> WrongRequests => new()
    {
        { "/payment/EntryTranRecruit", 404, "/payment/EntryTranRecruit", ".idPass\"? The suffix is \".idPass\"." },
        { "/payment/EntryTranRecruit.idPass%20", 404, "/payment/EntryTranRecruit.idPass%20", "API paths contain no white space." },
        { "/payment/EntryTranRecuit.idPass", 200, "EntryTranRecuit", "Did you mean \"/payment/EntryTranRecruit.idPass\"?" },
        { "/payment/%20EntryTranRecruit.idPass", 200, "%20EntryTranRecruit", "API paths contain no white space." },
        { "/payment/EntryTranRecruit.idpass", 200, "EntryTranRecruit", "KantanSim accepts \"/payment/EntryTranRecruit.idpass\" as" },
        { "/payment/EntryTran.idPass", 200, "EntryTran", "Mapping files can answer APIs of other payment methods." },
        { "/payment/x/y", 404, "/payment/x/y", "API paths have the form \"/payment/{Api}.idPass\"" },
        { "/EntryTranRecruit.idPass", 404, "/EntryTranRecruit.idPass", "The prefix is \"/payment/\"." },
        { "/payment/return/none", 404, "/payment/return/none", "is not a valid return URL" },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task A_request_with_a_wrong_path_is_recorded_with_its_fields_and_a_note(string target, int status, string api, string note)
    {
        await using var simulated = await SimulatorFixture.Start();
        await Send(simulated, "POST", target, Form);
        var call = Assert.Single(simulated.GetService<ExchangeLog>().Newest());
        Assert.Equal((api, "POST", status, null), (call.Api, call.Verb, call.HttpStatus, call.AccessId));
        Assert.Contains(note, call.Notes[0].En, StringComparison.Ordinal);
        Assert.Equal(("tshop00000001", "*********", "PATH-1"), (call.Request["ShopID"], call.Request["ShopPass"], call.Request["OrderID"]));
    }

    [Theory]
    [InlineData("/payment/return/none", "/payment/return/none", "is not a valid return URL")]
    [InlineData("/payment/RecruitStart", "/payment/RecruitStart", "Did you mean \"/payment/RecruitStart.idPass\"?")]
    [InlineData("/payment/RecruitStart.idpass", "RecruitStart", "KantanSim accepts \"/payment/RecruitStart.idpass\" as")]
    [InlineData("/payment/EntryTranRecruit.idPass", "EntryTranRecruit", "APIs are called with POST, not GET.")]
    public async Task A_GET_request_with_a_wrong_path_or_method_is_recorded_with_a_note(string target, string api, string note)
    {
        await using var simulated = await SimulatorFixture.Start();
        await Send(simulated, "GET", target, "");
        var call = Assert.Single(simulated.GetService<ExchangeLog>().Newest());
        Assert.Equal((api, "GET"), (call.Api, call.Verb));
        Assert.Contains(note, call.Notes[0].En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_request_below_payment_with_an_inexact_path_is_recorded_with_a_note()
    {
        await using var simulated = await SimulatorFixture.Start();
        var below = WrongPaths.All.Where(target => target.StartsWith("/payment", StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var target in below) await Send(simulated, "POST", target, Form);
        var calls = simulated.GetService<ExchangeLog>().Newest();
        Assert.Equal(below.Count, calls.Count);
        Assert.All(calls, call => Assert.NotEmpty(call.Notes));
    }

    [Fact]
    public async Task A_request_for_a_start_page_with_its_exact_path_is_recorded_without_a_note()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var page = await simulated.OpenStartUrl(await simulated.RequestPayment("START-1"));
        Assert.Empty(Assert.Single(simulated.GetService<ExchangeLog>().Newest(), call => call.Api == "RecruitStart").Notes);
    }

    [Theory]
    [InlineData("/elsewhere")]
    [InlineData("/pay/EntryTran.idPass")]
    public async Task A_request_that_is_not_meant_for_the_gateway_is_not_recorded(string target)
    {
        await using var simulated = await SimulatorFixture.Start();
        await Send(simulated, "POST", target, Form);
        Assert.Empty(simulated.GetService<ExchangeLog>().Newest());
    }

    [Fact]
    public async Task A_body_is_recorded_up_to_64_KiB_and_a_longer_one_only_with_a_note()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Send(simulated, "POST", "/payment/EntryTranRecruit", "a=" + new string('a', 65_534));
        await Send(simulated, "POST", "/payment/EntryTranRecruit", "a=" + new string('a', 65_535));
        var calls = simulated.GetService<ExchangeLog>().Newest();
        Assert.Equal([0, 65_536], calls.Select(call => call.Body.Bytes.Length));
        Assert.Equal("the body is longer than 65536 bytes", calls[0].Notes[1].En);
        Assert.Single(calls[1].Notes);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n", "the body cannot be read: Bad chunk size data.")]
    [InlineData("Expect: 100-continue\r\nContent-Length: 3\r\n\r\n", "the body is not kept: the request waits for \"100 Continue\"")]
    public async Task A_body_that_is_not_read_is_recorded_with_a_note(string rest, string note)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var client = await RawHttp.Send(
            simulated.Url, Encoding.ASCII.GetBytes($"POST /payment/EntryTranRecruit HTTP/1.1\r\nHost: localhost\r\n{rest}"));
        Assert.Equal("HTTP/1.1 404 Not Found", await RawHttp.FirstLine(client));
        var call = Assert.Single(simulated.GetService<ExchangeLog>().Newest());
        Assert.Equal(note, call.Notes[1].En);
        Assert.Empty(call.Body.Bytes);
    }

    [Theory]
    [InlineData("/payment/EntryTranRecruit",       "/payment/EntryTranRecruit", "HTTP 404")]
    [InlineData("/payment/EntryTranRecuit.idPass", "EntryTranRecuit",           "E91099997")]
    [InlineData("/payment/a%0Ab",                  "/payment/a%0Ab",            "HTTP 404")]
    [InlineData("/payment/a%0Ab.idPass",           "a%0Ab",                     "E91099997")]
    public async Task The_log_has_one_line_with_the_note(string target, string api, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        await Send(simulated, "POST", target, Form);
        var line = $"{api} OrderID PATH-1 AccessID -: {outcome}. \"{target}\" is not an API";
        Assert.StartsWith(line, Assert.Single(logged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_change_feed_publishes_it_so_that_open_pages_reload()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var feed = simulated.GetService<ChangeFeed>().Subscribe();
        await Send(simulated, "POST", "/payment/EntryTranRecruit", Form);
        Assert.True(feed.Events.TryRead(out var change));
        Assert.Equal(
            ("call /payment/EntryTranRecruit", "", "tshop00000001", "PATH-1"),
            (change.What, change.AccessId, change.ShopId, change.OrderId));
    }

    [Theory]
    [InlineData("/payment/EntryTranRecruit", "ShopPass=hush-pass")]
    [InlineData("/payment/EntryTranRecruit.json", """{"ShopPass":"hush-pass"}""")]
    [InlineData("/payment/EntryTranRecruit?ShopPass=hush-pass", "")]
    [InlineData("/payment/EntryTranRecruit&ShopPass=hush-pass", "")]
    [InlineData("/payment/EntryTranRecruit.idPass%3FShopPass=hush-pass", "")]
    [InlineData("/payment/EntryTranRecruit&ShopPass=hush-pass.idPass", "")]
    public async Task A_password_in_a_request_with_a_wrong_path_is_not_shown_logged_or_published(string target, string body)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        using var feed = simulated.GetService<ChangeFeed>().Subscribe();
        await Send(simulated, "POST", target, body);
        Assert.True(feed.Events.TryRead(out var change));
        var page = await simulated.Page("/traffic");
        Assert.Contains("EntryTranRecruit", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-pass", $"{page}\n{change}\n{string.Join('\n', logged)}", StringComparison.Ordinal);
    }

    static Task<string> Send(SimulatorFixture simulated, string verb, string target, string body) => RawHttp.Answer(simulated.Url,
        $"{verb} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
