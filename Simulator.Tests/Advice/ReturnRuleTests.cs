using KantanSim.Advice;
using KantanSim.Advice.Rules.Return;
using KantanSim.Transactions;
using static KantanSim.Tests.Advice.NotificationHistory;

namespace KantanSim.Tests.Advice;

/// <summary>The limits of the rules about the way back, over histories that were not played.</summary>
public sealed class ReturnRuleTests
{
    [Theory]
    [InlineData("https://shop.example/return", "https://sim.example", false)]
    [InlineData("http://localhost:3000/return", "", false)]
    [InlineData("http://localhost:3000/return", "http://localhost:8080", false)]
    [InlineData("http://localhost:3000/return", "http://127.0.0.1:8080", false)]
    [InlineData("http://localhost:3000/return", "https://sim.example", true)]
    [InlineData("http://shop.localhost:3000/return", "https://sim.example", true)]
    [InlineData("http://127.0.0.2/return", "https://sim.example", true)]
    [InlineData("http://[::1]/return", "https://sim.example", true)]
    [InlineData("http://192.168.0.2/return", "https://sim.example", false)]
    [InlineData("/return", "", true)]
    [InlineData("shop.example/return", "", true)]
    [InlineData("ftp://shop.example/return", "", true)]
    public void RetURL_has_to_be_absolute_and_reachable_by_consumers(string url, string publicUrl, bool isFault) =>
        Assert.Equal(isFault, new ReturnUrlUnreachable().Judge(Requested(url, publicUrl, isObserved: true)).Any());

    [Fact]
    public void RetURL_of_a_request_that_the_shop_has_not_made_is_not_judged() =>
        Assert.Empty(new ReturnUrlUnreachable().Judge(Requested("/return", "", isObserved: false)));

    [Theory]
    [InlineData(new[] { 303, 409 }, false)]
    [InlineData(new[] { 409, 409 }, true)]
    [InlineData(new[] { 303, 500 }, true)]
    public void Return_that_comes_again_may_be_refused_but_must_not_fail(int[] statuses, bool isFault)
    {
        var played = Of(NotificationState.Delivered, Attempt(AttemptResult.Received));
        var history = new History
        {
            Shop = played.Shop,
            Now = played.Now,
            Timeline = played.Timeline,
            Notifications = played.Notifications,
            Observations = [.. statuses.Select(Post)],
        };
        Assert.Equal(isFault, new ReturnFailed().Judge(history).Any());
    }

    static Observation Post(int status, int index) => new()
    {
        Number = index + 1,
        Kind = ObservedKind.ReturnPost,
        At = Begin,
        Api = "http://shop.test/return",
        HttpStatus = status,
    };

    static History Requested(string url, string publicUrl, bool isObserved) => new()
    {
        Shop = new() { ShopId = "tshop00000001", ShopPass = "" },
        Now = Begin,
        Payment = Payment(url),
        PublicUrl = publicUrl,
        Observations = isObserved ? [Exec(url)] : [],
    };

    static Observation Exec(string url) => new()
    {
        Number = 1,
        Kind = ObservedKind.Call,
        At = Begin,
        Api = "ExecTranRecruit",
        Request = new Dictionary<string, string> { ["RetURL"] = url },
        Answer = new Dictionary<string, string> { ["StartURL"] = "http://sim.test/start" },
    };

    static Transaction Payment(string url) => new()
    {
        Number = 1,
        AccessId = "a",
        AccessPass = "",
        ShopId = "tshop00000001",
        OrderId = "O-1",
        Method = "recruit",
        Status = new("REQSUCCESS"),
        CreatedAt = Begin,
        ChangedAt = Begin,
        JobCd = "AUTH",
        Amount = 1_000,
        Tax = 0,
        Scenario = new("success", ""),
        Request = new() { Token = "", ReturnUrl = url, ItemName = "", StartLimit = Begin },
    };
}
