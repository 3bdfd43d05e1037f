using System.Net;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Wallet;

/// <summary>The strip for testers does what a scenario does, says so on the timeline, and can be switched off.</summary>
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
    public async Task What_a_tester_presses_is_what_happens(string deed, string name, string value, string status, string? errInfo)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated);
        using var answer = await simulated.Posts($"{visit}/test", ("do", deed), (name, value));
        var transaction = await simulated.Transaction(order);
        Assert.Equal((status, errInfo), ((string?)transaction["status"], (string?)transaction["errInfo"]));
        Assert.Equal(deed == "leave" ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(transaction["timeline"]!.AsArray(), line => (string?)line!["from"] == "simulator" && ((string?)line["what"])!.StartsWith("a tester decides at the strip", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("approve", "member", "nobody", "hanako, jiro, sakura, taro")]
    [InlineData("decline", "error", "RC1000006", "RC1000112")]
    [InlineData("decline", "error", "RC3000112", "RC2009999")]
    [InlineData("explode", "do", "explode", "approve, cancel, decline, leave, expire")]
    public async Task What_is_not_on_offer_is_named_with_what_is_and_changes_nothing(string deed, string name, string value, string allowed)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated);
        using var answer = await simulated.Posts($"{visit}/test", name == "do" ? [("do", deed)] : [("do", deed), (name, value)]);
        var page = await Text(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.All(["data-kind=\"refused\"", name, value, allowed, $"href=\"{new Uri(visit).AbsolutePath}\""], part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task Switched_off_there_is_no_strip_and_nothing_behind_it()
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:TesterStrip=false");
        var (order, visit) = await Arrives(simulated);
        using var signIn = await simulated.Get(visit);
        Assert.DoesNotContain("data-testid=\"strip", await Text(signIn), StringComparison.Ordinal);
        using var signedIn = await simulated.Posts($"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var confirm = await simulated.Get(visit);
        Assert.DoesNotContain("data-testid=\"strip", await Text(confirm), StringComparison.Ordinal);
        using var answer = await simulated.Posts($"{visit}/test", ("do", "cancel"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("data-kind=\"unknown\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task A_subscription_is_declined_with_its_own_codes_only()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.ExecutesContract("STRIP-2");
        using var start = await simulated.Arrives(order, "RecruitContinuanceStart");
        var visit = start.Headers.Location!.ToString();
        var page = await Text(await simulated.Get(visit));
        Assert.Contains("value=\"RC3000112\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"RC1", page, StringComparison.Ordinal);
        using var answer = await simulated.Posts($"{visit}/test", ("do", "decline"), ("error", "RC3000112"));
        Assert.Equal("RC3000112", (string?)(await simulated.Transaction(order))["errInfo"]);
    }

    static async Task<(Order Order, string Visit)> Arrives(Simulated simulated)
    {
        var order = await simulated.Executes("STRIP-1");
        using var start = await simulated.Arrives(order);
        return (order, start.Headers.Location!.ToString());
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
