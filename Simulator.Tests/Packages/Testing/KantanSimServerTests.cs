using KantanSim.Client;
using KantanSim.Testing;

namespace KantanSim.Tests.Packages.Testing;

/// <summary>The package KantanSim.Testing, as a merchant's developer uses it.</summary>
public sealed class KantanSimServerTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approved_order_is_authorised_and_notified()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);

        await merchant.CheckOut(shop, "ORDER-1");
        await shop.ApproveAsync("ORDER-1");

        var paid = await shop.ExpectAsync("ORDER-1", "AUTH");
        await shop.ExpectNotifiedAsync("ORDER-1", "AUTH");
        Assert.Equal((1000, shop.ShopId), (paid.Amount, paid.ShopId));
        Assert.Equal("AUTH", merchant.Orders["ORDER-1"]);
    }

    [Fact]
    public async Task An_armed_scenario_is_played_by_the_consumer()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        await shop.ArmAsync("cancel");

        await merchant.CheckOut(shop, "ORDER-1");
        var played = await shop.PlayAsync("ORDER-1");

        await shop.ExpectAsync("ORDER-1", "PAYFAIL");
        Assert.Equal("RC1000009", played.ErrInfo);
        await shop.ExpectNotifiedAsync("ORDER-1", "PAYFAIL");
    }

    [Fact]
    public async Task The_clock_of_a_shop_stands_still_and_moves_alone()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync(new() { Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(9)) });
        await using var moved = await sim.NewShopAsync(merchant.NotifyUrl);
        await using var other = await sim.NewShopAsync(merchant.NotifyUrl);
        await merchant.CheckOut(moved, "ORDER-1");

        var advance = await moved.Clock.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.FromHours(9)), (await moved.Clock.GetAsync()).Now);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(9)), (await other.Clock.GetAsync()).Now);
        Assert.Equal(1, advance.Happened.Expired.Count);
        await moved.ExpectAsync("ORDER-1", "PAYFAIL", "EXPIRED");
    }

    [Fact]
    public async Task A_saved_state_can_be_restored()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        await merchant.CheckOut(shop, "ORDER-1");
        await shop.Snapshots.SaveAsync("requested");
        await shop.ApproveAsync("ORDER-1");
        await shop.ExpectAsync("ORDER-1", "AUTH");

        await shop.Snapshots.RestoreAsync("requested");

        await shop.ExpectAsync("ORDER-1", "REQSUCCESS");
    }

    [Fact]
    public async Task Advice_says_what_the_shop_did_wrong()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        shop.Advice.AssertClean();

        merchant.Reply = "Thank you";
        await merchant.CheckOut(shop, "ORDER-1");
        await shop.ApproveAsync("ORDER-1");

        var wrong = Assert.Throws<ExpectationException>(() => shop.Advice.AssertClean());
        Assert.Contains("ORDER-1", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("\n  Fix: ", wrong.Message, StringComparison.Ordinal);
        var same = await Assert.ThrowsAsync<ExpectationException>(() => shop.Advice.AssertCleanAsync());
        Assert.Equal(wrong.Message, same.Message);
    }

    [Fact]
    public async Task An_expectation_that_does_not_hold_shows_the_timeline()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        shop.Patience = TimeSpan.Zero;
        await merchant.CheckOut(shop, "ORDER-1");

        var wrong = await Assert.ThrowsAsync<ExpectationException>(() => shop.ExpectAsync("ORDER-1", "AUTH"));

        Assert.StartsWith(
            "Order ORDER-1: Waited 0 s for status AUTH: it is REQSUCCESS.\nOrder ORDER-1 of shop ",
            wrong.Message,
            StringComparison.Ordinal);
        Assert.Contains("merchant -> gateway: EntryTranRecruit", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_was_never_registered_shows_the_last_calls_to_the_gateway()
    {
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync();
        shop.Patience = TimeSpan.Zero;
        var silent = await Assert.ThrowsAsync<ExpectationException>(() => shop.ExpectAsync("ORDER-1", "AUTH"));
        Assert.EndsWith($"\nNo call has reached the gateway, {sim.GatewayUrl}", silent.Message, StringComparison.Ordinal);

        using var http = sim.CreateClient();
        using var answer = await http.PostAsync("payment/payment/EntryTranRecruit.idPass", new FormUrlEncodedContent([]), Cancel);

        var wrong = await Assert.ThrowsAsync<ExpectationException>(() => shop.ExpectAsync("ORDER-1", "AUTH"));
        Assert.Contains("payment/EntryTranRecruit", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_is_in_the_output_of_a_failed_test()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        await merchant.CheckOut(shop, "ORDER-1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => merchant.CheckOut(shop, "ORDER-1"));

        var text = await shop.GetTimelineAsync();

        Assert.Contains($"Refused calls of shop {shop.ShopId}", text, StringComparison.Ordinal);
        Assert.Contains("EntryTranRecruit: refused M01004010", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("Thank you")]
    public async Task A_notification_that_the_shop_does_not_acknowledge_is_not_expected(string reply)
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        merchant.Reply = reply;
        await merchant.CheckOut(shop, "ORDER-1");
        await shop.ApproveAsync("ORDER-1");

        var wrong = await Assert.ThrowsAsync<ExpectationException>(() => shop.ExpectNotifiedAsync("ORDER-1", "AUTH"));

        Assert.Contains("has not acknowledged the notification of AUTH", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_side_by_side_never_see_each_other()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var one = await KantanSimServer.StartAsync(new() { Seed = 7 });
        await using var two = await KantanSimServer.StartAsync(new() { Seed = 7 });
        await using var shopOfOne = await one.NewShopAsync(merchant.NotifyUrl);
        await using var shopOfTwo = await two.NewShopAsync(merchant.NotifyUrl);
        Assert.Equal(shopOfOne.ShopId, shopOfTwo.ShopId);

        await merchant.CheckOut(shopOfOne, "ORDER-1");
        await shopOfOne.Clock.AdvanceAsync(TimeSpan.FromDays(1));
        await one.Client.ArmAsync(new() { Scenario = "cancel", ShopId = shopOfOne.ShopId }, Cancel);

        Assert.Empty((await two.Client.ListTransactionsAsync(cancel: Cancel)).Items);
        Assert.Empty((await two.Client.ListArmedAsync(Cancel)).Items);
        Assert.Null((await shopOfTwo.Clock.GetAsync()).NextDue);
    }

    [Fact]
    public async Task A_disposed_shop_leaves_nothing_behind()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        await merchant.CheckOut(shop, "ORDER-1");
        await shop.Snapshots.SaveAsync("kept");

        await shop.DisposeAsync();
        await shop.DisposeAsync();

        Assert.Empty((await sim.Client.ListTransactionsAsync(cancel: Cancel)).Items);
        Assert.Empty((await sim.Client.ListSnapshotsAsync(Cancel)).Items);
        var refusal = await Assert.ThrowsAsync<KantanSimException>(() => sim.Client.GetShopAsync(shop.ShopId, Cancel));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refusal.Status);
    }

    [Fact]
    public async Task A_shop_that_is_disposed_after_its_server_hides_no_other_fault()
    {
        var sim = await KantanSimServer.StartAsync();
        var shop = await sim.NewShopAsync();
        await sim.DisposeAsync();
        await shop.DisposeAsync();
        await Assert.ThrowsAsync<KantanSimException>(() => shop.GetTimelineAsync());
    }

    [Fact]
    public async Task The_token_of_the_settings_is_the_client_s()
    {
        await using var sim = await KantanSimServer.StartAsync(
            new() { Settings = new Dictionary<string, string> { ["AdminToken"] = "secret" } });
        await using var shop = await sim.NewShopAsync();
        using var stranger = new KantanSimClient(sim.Url);
        var refusal = await Assert.ThrowsAsync<KantanSimException>(() => stranger.ListShopsAsync(Cancel));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refusal.Status);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(301)]
    public async Task Patience_that_no_wait_can_have_is_refused(int seconds)
    {
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync();
        Assert.Throws<ArgumentOutOfRangeException>(() => shop.Patience = TimeSpan.FromSeconds(seconds));
        shop.Patience = TimeSpan.FromSeconds(300);
    }

    [Fact]
    public async Task A_shop_is_deleted_although_its_test_was_cancelled()
    {
        await using var sim = await KantanSimServer.StartAsync();
        var shop = await sim.NewShopAsync();
        shop.Cancellation = new(canceled: true);
        await shop.DisposeAsync();
        Assert.DoesNotContain((await sim.Client.ListShopsAsync(Cancel)).Items, one => one.ShopId == shop.ShopId);
    }

    [Theory]
    [InlineData("/notify")]
    [InlineData("ftp://127.0.0.1/notify")]
    [InlineData("")]
    public async Task A_notification_URL_that_is_none_is_refused_with_its_value(string url)
    {
        await using var sim = await KantanSimServer.StartAsync();
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => sim.NewShopAsync(url));
        Assert.Equal($"The notification URL is \"{url}\"; allowed: an absolute http or https URL.", wrong.Message);
    }

    [Fact]
    public async Task A_server_can_be_disposed_twice()
    {
        var sim = await KantanSimServer.StartAsync();
        await sim.DisposeAsync();
        await sim.DisposeAsync();
        await Assert.ThrowsAsync<KantanSimException>(() => new KantanSimClient(sim.Url).ListShopsAsync(Cancel));
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_its_name_value_and_what_is_allowed()
    {
        var wrong = await Assert.ThrowsAsync<KantanSimStartException>(() =>
            KantanSimServer.StartAsync(new() { Settings = new Dictionary<string, string> { ["KeepDays"] = "many" } }));
        Assert.StartsWith("Setting KantanSim:KeepDays is \"many\"; allowed: ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_value_is_an_exception_that_names_it()
    {
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync();
        var wrong = await Assert.ThrowsAsync<KantanSimException>(() => shop.ArmAsync("cancle"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(("scenario", "cancle"), wrong.InvalidValues is [var one] ? (one.Field, one.Value) : default);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_exception_that_says_where()
    {
        using var client = new KantanSimClient(new Uri("http://127.0.0.1:1"));
        var wrong = await Assert.ThrowsAsync<KantanSimException>(() => client.ListShopsAsync(Cancel));
        Assert.StartsWith("KantanSim does not answer at http://127.0.0.1:1/: ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_received_while_they_are_watched()
    {
        await using var merchant = await CheckoutShop.Start();
        await using var sim = await KantanSimServer.StartAsync();
        await using var shop = await sim.NewShopAsync(merchant.NotifyUrl);
        await using var changes = sim.Client.WatchChangesAsync(Cancel).GetAsyncEnumerator(Cancel);
        var next = changes.MoveNextAsync();

        await merchant.CheckOut(shop, "ORDER-1");

        Assert.True(await next);
        Assert.Equal("ORDER-1", changes.Current.OrderId);
    }
}
