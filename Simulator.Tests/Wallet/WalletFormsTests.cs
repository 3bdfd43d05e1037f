using System.Net;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Wallet;

/// <summary>The wallet as a browser without script uses it: plain forms.</summary>
public sealed class WalletFormsTests
{
    [Theory]
    [InlineData("taro@example.com", "wrong")]
    [InlineData("nobody@example.com", "password")]
    public async Task A_wrong_password_stays_at_the_sign_in_and_changes_nothing(string email, string password)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "WRONG-1");
        using var answer = await Posts(simulated, $"{visit}/sign-in", ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("data-error=\"wrong\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Theory]
    [InlineData("taro", "approve", "none", "", "AUTH", null, 1000)]
    [InlineData("taro", "approve", "some", "300", "AUTH", null, 700)]
    [InlineData("hanako", "approve", "all", "", "AUTH", null, 0)]
    [InlineData("taro", "approve", "some", "501", "AUTHPROCESS", null, null)]
    [InlineData("taro", "approve", "some", "-1", "AUTHPROCESS", null, null)]
    [InlineData("taro", "approve", "some", "many", "AUTHPROCESS", null, null)]
    [InlineData("taro", "review", "all", "", "AUTHPROCESS", null, null)]
    [InlineData("taro", "leave", "none", "", "AUTHPROCESS", null, null)]
    [InlineData("sakura", "approve", "none", "", "PAYFAIL", "RC1000112", null)]
    [InlineData("taro", "cancel", "none", "", "PAYFAIL", "RC1000009", null)]
    public async Task What_a_member_decides_is_what_happens(string member, string decision, string points, string some, string status, string? errInfo, int? card)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "FORM-1");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", $"{member}@example.com"), ("password", "password"));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        using var decided = await Posts(simulated, visit, ("do", decision), ("points", points), ("pointsSome", some));
        var transaction = await simulated.Transaction(order);
        Assert.Equal((status, errInfo, card), ((string?)transaction["status"], (string?)transaction["errInfo"], (int?)transaction["card"]));
        Assert.Equal(status != "AUTHPROCESS", decided.StatusCode == HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Approving_twice_pays_once()
    {
        await using var simulated = await Simulated.Start();
        var (_, visit) = await Arrives(simulated, "DOUBLE-1");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var first = await Posts(simulated, visit, ("do", "approve"), ("points", "all"));
        using var second = await Posts(simulated, visit, ("do", "approve"), ("points", "all"));
        Assert.Contains("data-kind=\"finished\"", await Text(second), StringComparison.Ordinal);
        await simulated.Advance("PT0S");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH"], simulated.Told);
    }

    static async Task<(Order Order, string Visit)> Arrives(Simulated simulated, string orderId)
    {
        var order = await simulated.Executes(orderId);
        using var start = await simulated.Get($"/payment/RecruitStart.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}");
        return (order, start.Headers.Location!.ToString());
    }

    static async Task<HttpResponseMessage> Posts(Simulated simulated, string path, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), form, TestContext.Current.CancellationToken);
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
