using System.Text.Json.Nodes;
using KantanSim.Commands;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Hosting;

namespace KantanSim.Tests.Commands;

/// <summary>The command <c>tail</c> against a running server.</summary>
public sealed class TailCommandTests
{
    [Fact]
    public async Task Calls_and_notifications_are_printed_as_they_happen()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Pay("EARLIER-1");
        await using var tail = await RunningTail.Start(simulated);
        await simulated.Pay("TAIL-1");
        await simulated.Advance("PT0S");
        var lines = await tail.Output.Until("notification AUTH ");
        Assert.DoesNotContain(lines, line => line.Contains("EARLIER-1", StringComparison.Ordinal));
        Assert.Matches(@"^01-15 09:00:00  tshop00000001  TAIL-1            -> EntryTranRecruit +ok  \d+ ms$", lines[0]);
        Assert.Contains(lines, line => line.Contains("TAIL-1            -> ExecTranRecruit ", StringComparison.Ordinal));
        Assert.Matches(@"TAIL-1            <- notification AUTH  +received  \d+ ms$", lines[^1]);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_0()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var tail = await RunningTail.Start(simulated);
        Assert.Equal(0, await tail.Interrupt());
    }

    [Fact]
    public async Task Filters_select_by_shop_order_API_and_errors()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        await using var tail = await RunningTail.Start(simulated, new("other1", "B-?", "entrytranrecruit", ErrorsOnly: true));
        await simulated.RegisterPayment("B-1");
        await simulated.RegisterPayment("B-1", shop: "other1");
        await simulated.Call("EntryTranRecruit", null, ("ShopID", "other1"), ("ShopPass", "kantansim1"), ("OrderID", "A-1"));
        await simulated.Call("EntryTranRecruit", null, ("ShopID", "other1"), ("ShopPass", "wrong"), ("OrderID", "B-2"));
        Assert.Matches(@"other1         B-2               -> EntryTranRecruit +refused [\w|]+  \d+ ms$", await tail.Output.Next());
    }

    [Fact]
    public async Task Unknown_shop_is_warned_of()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var tail = await RunningTail.Start(simulated, new("tshop00000002", null, null, ErrorsOnly: false));
        Assert.Equal("There is no shop \"tshop00000002\" yet. Did you mean tshop00000001?", await tail.Messages.Next());
    }

    [Fact]
    public async Task Unknown_API_is_refused_with_the_known_ones()
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandRun.Of(["tail", "--api", "Nope"]));
        Assert.Contains("--api is 'Nope'; allowed: EntryTranRecruit, ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(", RecruitUpdateAuth, SearchTradeMulti, return.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_a_line()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var tail = await RunningTail.Start(simulated, asJson: true);
        await simulated.Pay("TAIL-2");
        var call = JsonNode.Parse(await tail.Output.Next())!;
        Assert.Equal(("call", "EntryTranRecruit", "TAIL-2"), ((string?)call["type"], (string?)call["api"], (string?)call["orderId"]));
        var notification = JsonNode.Parse((await tail.Output.Until("\"type\":\"notification\""))[^1])!;
        Assert.Equal(
            ("TAIL-2", "REQSUCCESS", 1, 200),
            ((string?)notification["orderId"], (string?)notification["status"],
                (int)notification["attempt"]!, (int)notification["httpStatus"]!));
    }

    [Fact]
    public async Task Outcomes_have_colours_and_nothing_else_can_add_control_characters()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var tail = await RunningTail.Start(simulated, colour: TerminalColour.Of);
        await simulated.RegisterPayment("TAIL-3");
        Assert.Contains("\e[32mok\e[0m", await tail.Output.Next(), StringComparison.Ordinal);
        await simulated.Call("EntryTranRecruit", null, ("ShopID", "a\e[31m"), ("OrderID", "b\n"));
        var refused = await tail.Output.Next();
        Assert.Contains("\e[31mrefused ", refused, StringComparison.Ordinal);
        Assert.Contains("a\\u001b[31m", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_goes_away_is_said_and_tried_before_the_end_with_3()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var tail = await RunningTail.Start(simulated);
        simulated.GetService<IHostApplicationLifetime>().StopApplication();
        Assert.Contains(" Trying again; what happens meanwhile is shown afterwards.", await tail.Messages.Next(), StringComparison.Ordinal);
        await simulated.Stop();
        Assert.Equal(3, await tail.Exit.WithHangGuard());
        Assert.Equal($"{simulated.Url} did not come back.", (await tail.Messages.Until("did not come back"))[^1]);
        Assert.True(tail.Pauses >= TailCommand.MaxTries, $"{tail.Pauses} pauses");
    }

    [Fact]
    public async Task Server_that_is_never_reached_exits_with_3_at_once()
    {
        await using var tail = RunningTail.Begin("http://127.0.0.1:1");
        Assert.Equal(3, await tail.Exit.WithHangGuard());
        Assert.StartsWith("http://127.0.0.1:1 does not answer: ", await tail.Messages.Next(), StringComparison.Ordinal);
        Assert.Equal(0, tail.Pauses);
    }

    [Fact]
    public async Task What_happened_without_a_connection_is_read_once_and_completely()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var api = new ControlApiClient(simulated.Url, null, "en");
        var reader = new TailReader(api);
        await simulated.Pay("BEFORE-1");
        await simulated.Advance("PT0S");
        Assert.NotEmpty((await reader.ReadAll(TestContext.Current.CancellationToken)).Rows);
        // More than a page of calls.
        for (var order = 1; order <= 60; order++) await simulated.RegisterPayment($"MEANWHILE-{order}");
        await simulated.Pay("MEANWHILE-61");
        await simulated.Advance("PT0S");
        var (rows, missing) = await reader.ReadAll(TestContext.Current.CancellationToken);
        Assert.Null(missing);
        Assert.Equal(61, rows.Count(row => row.Api == "EntryTranRecruit"));
        Assert.Equal(3, rows.Count(row => row.What.StartsWith("<- notification", StringComparison.Ordinal)));
        Assert.DoesNotContain(rows, row => row.OrderId == "BEFORE-1");
        Assert.Empty((await reader.ReadAll(TestContext.Current.CancellationToken)).Rows);
    }

    [Fact]
    public async Task Calls_that_the_server_has_dropped_are_said_to_be_missing()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var api = new ControlApiClient(simulated.Url, null, "en");
        var reader = new TailReader(api);
        await simulated.RegisterPayment("DROPPED-1");
        await reader.ReadAll(TestContext.Current.CancellationToken);
        await simulated.RegisterPayment("DROPPED-2");
        await simulated.CallApi(HttpMethod.Post, "/reset");
        await simulated.RegisterPayment("DROPPED-3");
        var (rows, missing) = await reader.ReadCalls(TestContext.Current.CancellationToken);
        Assert.Equal(["DROPPED-3"], rows.Select(row => row.OrderId));
        Assert.StartsWith("Calls may be missing: ", missing, StringComparison.Ordinal);
    }
}
