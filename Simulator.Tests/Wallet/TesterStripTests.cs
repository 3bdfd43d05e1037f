#pragma warning disable format // aligned tables
using System.Net;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Wallet;

/// <summary>The testers' strip on the wallet's pages.</summary>
public sealed class TesterStripTests
{
    [Theory]
    [InlineData("approve", "member", "hanako",    "AUTH",        null)]
    [InlineData("approve", "member", "",          "AUTH",        null)]
    [InlineData("approve", "member", "sakura",    "PAYFAIL",     "RC1000112")]
    [InlineData("cancel",  "",       "",          "PAYFAIL",     "RC1000009")]
    [InlineData("decline", "error",  "",          "PAYFAIL",     "RC1000112")]
    [InlineData("decline", "error",  "RC2000104", "PAYFAIL",     "RC2000104")]
    [InlineData("expire",  "",       "",          "EXPIRED",     "RC1000002")]
    [InlineData("leave",   "",       "",          "AUTHPROCESS", null)]
    public async Task The_strip_decides_the_payment_and_notes_it_on_the_timeline(
        string action, string name, string value, string status, string? errInfo)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated);
        using var answer = await simulated.Post($"{visit}/test", ("do", action), (name, value));
        var transaction = await simulated.TransactionOf(order);
        Assert.Equal((status, errInfo), (transaction.Status, transaction.ErrInfo));
        Assert.Equal(action == "leave" ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(transaction.Timeline!, line =>
            line.From == "simulator" && line.What.StartsWith("a tester decides at the strip", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("approve", "member", "nobody", "hanako, jiro, sakura, taro")]
    [InlineData("decline", "error", "RC1000006", "RC1000112")]
    [InlineData("decline", "error", "RC3000112", "RC2009999")]
    [InlineData("explode", "do", "explode", "approve, cancel, decline, leave, expire")]
    public async Task An_invalid_strip_choice_is_explained_and_changes_nothing(string action, string name, string value, string allowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated);
        using var answer = await simulated.Post($"{visit}/test", name == "do" ? [("do", action)] : [("do", action), (name, value)]);
        var page = await Text(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.All(["data-kind=\"refused\"", name, value, allowed, $"href=\"{new Uri(visit).AbsolutePath}\""],
            part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Equal("AUTHPROCESS", await simulated.Status(order));
    }

    [Fact]
    public async Task A_disabled_strip_is_neither_shown_nor_served()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:TesterStrip=false");
        var (order, visit) = await OpenWallet(simulated);
        using var signIn = await simulated.Get(visit);
        Assert.DoesNotContain("data-testid=\"strip", await Text(signIn), StringComparison.Ordinal);
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var confirm = await simulated.Get(visit);
        Assert.DoesNotContain("data-testid=\"strip", await Text(confirm), StringComparison.Ordinal);
        using var answer = await simulated.Post($"{visit}/test", ("do", "cancel"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("data-kind=\"unknown\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("AUTHPROCESS", await simulated.Status(order));
    }

    [Fact]
    public async Task The_strip_offers_a_subscription_only_its_own_error_codes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (_, visit) = await OpenWalletForContract(simulated);
        var page = await simulated.Page(visit);
        Assert.Contains("value=\"RC3000112\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"RC1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_strip_declines_a_subscription_with_the_chosen_error_code()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWalletForContract(simulated);
        using var answer = await simulated.Post($"{visit}/test", ("do", "decline"), ("error", "RC3000112"));
        Assert.Equal("RC3000112", (await simulated.TransactionOf(order)).ErrInfo);
    }

    static async Task<(TestOrder Order, string Visit)> OpenWallet(SimulatorFixture simulated)
    {
        var order = await simulated.RequestPayment("STRIP-1");
        using var start = await simulated.OpenStartUrl(order);
        return (order, start.Headers.Location!.ToString());
    }

    static async Task<(TestOrder Order, string Visit)> OpenWalletForContract(SimulatorFixture simulated)
    {
        var order = await simulated.RequestContract("STRIP-2");
        using var start = await simulated.OpenStartUrl(order, "RecruitContinuanceStart");
        return (order, start.Headers.Location!.ToString());
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
