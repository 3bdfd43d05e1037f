using System.Text;

namespace KantanSim.Tests.Merchants;

/// <summary>What a good shop answers to the gateway and to anybody who posts to its URLs.</summary>
public sealed class GoodShopMessageTests(GoodShopFixture shared) : IClassFixture<GoodShopFixture>
{
    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task Notifications_and_the_return_are_accepted_at_the_first_attempt(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Buy();
        var played = await shared.Simulated.PlayConsumer(visit.TestOrder, "approve");
        Assert.Equal(200, played.Returned!.HttpStatus);
        var notifications = await shared.Simulated.NotificationsOf(visit.TestOrder);
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", visit.Order.JobCd], notifications.Select(notification => notification.Status));
        Assert.All(notifications, notification =>
        {
            var attempt = Assert.Single(notification.Attempts);
            Assert.Equal((200, "0"), (attempt.HttpStatus, attempt.Reply));
        });
    }

    [Theory, MemberData(nameof(Forged))]
    public async Task A_forged_result_changes_no_order_when_nobody_has_paid(string style, string path, string form)
    {
        await using var visit = await shared.Visit(style);
        await visit.Buy();
        await visit.Own(visit.Shop.Ship);
        await AssertAccepts(visit, path, form);
        Assert.Equal(ShopOrderState.Open, visit.Order.State);
        Assert.Equal(0, visit.Count(visit.Order, "RecruitSales"));
    }

    [Theory, MemberData(nameof(Foreign))]
    public async Task A_message_about_no_order_of_the_shop_causes_no_call(string style, string path, string form)
    {
        await using var visit = await shared.Visit(style);
        await visit.Buy();
        await AssertAccepts(visit, path, form);
        Assert.Single(visit.Shop.Records.Orders);
        Assert.Equal(0, visit.Count(visit.Order, "SearchTradeMulti"));
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_refused_unread()
    {
        await using var visit = await shared.Visit("queued notifications");
        var (status, _) = await Post(visit, "/notify", "Status=" + new string('A', 65_536));
        Assert.Equal(413, status);
        Assert.True(visit.Shop.Records.Notifications.IsEmpty);
    }

    // SHOP and ACCESS stand for the values of the open order.
    public static MatrixTheoryData<string, string, string> Forged => new(
        ShopStyle.All.Select(style => style.Name),
        ["/notify", "/return"],
        [
            "ShopID=SHOP&AccessID=ACCESS&OrderID=G000001-1&Status=AUTH&Amount=1000&Tax=0&PayType=24",
            "ShopID=SHOP&AccessID=ACCESS&OrderID=G000001-1&Status=CAPTURE&Amount=1000",
        ]);

    // A return has no AccessID.
    public static MatrixTheoryData<string, string, string> Foreign => new(
        ShopStyle.All.Select(style => style.Name),
        ["/notify", "/return"],
        [
            "ShopID=SHOP&AccessID=ACCESS&OrderID=OTHER-1&Status=AUTH",
            "ShopID=othershop0001&AccessID=ACCESS&OrderID=G000001-1&Status=AUTH",
            "ErrCode=E00&ErrInfo=E00000000",
            "Status=AUTH&Status=SALES&&=&%81=%8",
            "",
        ]);

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_notification_with_another_AccessID_causes_no_call(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Buy();
        await AssertAccepts(visit, "/notify", $"ShopID=SHOP&AccessID={new string('0', 32)}&OrderID=G000001-1&Status=AUTH");
        Assert.Equal(0, visit.Count(visit.Order, "SearchTradeMulti"));
    }

    static async Task AssertAccepts(ShopVisit visit, string path, string form)
    {
        var (status, body) = await Post(visit, path, form);
        Assert.Equal((200, path == "/notify"), (status, body == "0"));
        await visit.Settle();
    }

    static async Task<(int Status, string Body)> Post(ShopVisit visit, string path, string form)
    {
        form = form.Replace("SHOP", visit.ShopId, StringComparison.Ordinal);
        if (visit.Shop.Records.Orders.Count > 0) form = form.Replace("ACCESS", visit.Order.AccessId, StringComparison.Ordinal);
        using var http = new HttpClient();
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        var url = new Uri(new Uri(visit.Shop.NotifyUrl), $".{path}");
        using var answer = await http.PostAsync(url, content, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
