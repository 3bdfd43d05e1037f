using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Snapshots;

/// <summary>Notifications after a restore.</summary>
public sealed class RestoredNotificationTests
{
    const string Shop = "slow1";

    [Fact]
    public async Task Notification_that_was_answered_0_is_not_sent_again()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ONCE-1");
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "base" });
        var sent = simulated.NotifiedStatuses;
        Assert.Contains("AUTH", sent);
        await simulated.Send(HttpMethod.Post, "/reset");
        await simulated.Send(HttpMethod.Post, "/snapshots/base/restore");
        await simulated.Advance("PT10H");
        Assert.Equal("AUTH", await simulated.Status(order));
        Assert.Equal(sent, simulated.NotifiedStatuses);
    }

    [Fact]
    public async Task Pending_notification_is_pending_again_with_its_next_attempt_and_is_sent_then()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await PayWithoutMerchant(simulated);
        var before = await simulated.Send(HttpMethod.Get, $"/notifications?accessId={order.AccessId}&state=pending");
        var next = (await simulated.NotificationsOf(order, "pending"))[0].NextAttemptAt;
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "base", shopId = Shop });
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = Shop });
        await simulated.Send(HttpMethod.Post, "/snapshots/base/restore");
        Assert.Equal(before, await simulated.Send(HttpMethod.Get, $"/notifications?accessId={order.AccessId}&state=pending"));
        await Notify(simulated, $"{simulated.Merchant.Url}/notify");
        await simulated.AdvanceTo($"{next:o}");
        Assert.Equal(["AUTH", "AUTHPROCESS", "REQSUCCESS"], simulated.NotifiedStatuses.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Result_of_an_attempt_that_ran_during_the_restore_is_not_written(bool isResentAfterwards)
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var merchant = await SlowMerchant.Start();
        var order = await PayWithoutMerchant(simulated);
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "base", shopId = Shop });
        await Notify(simulated, merchant.Url);
        await Resend(simulated, order);
        await merchant.Asked;
        await simulated.Send(HttpMethod.Post, "/snapshots/base/restore");
        await Notify(simulated, "http://127.0.0.1:9/");
        if (isResentAfterwards) await Resend(simulated, order);
        var before = await ShopAnswers.Of(simulated, Shop);
        merchant.Answer();
        await simulated.GetService<Scheduler>().RunUntilIdle(null, TestContext.Current.CancellationToken);
        var attempts = (await simulated.NotificationsOf(order))[0].Attempts;
        if (isResentAfterwards) Assert.Equal([null, null], attempts.Select(attempt => attempt.HttpStatus));
        else Assert.Equal(before, await ShopAnswers.Of(simulated, Shop));
    }

    // Nothing listens at the shop's notification URL.
    static async Task<TestOrder> PayWithoutMerchant(SimulatorFixture simulated)
    {
        await simulated.AddsShop(Shop);
        await Notify(simulated, "http://127.0.0.1:9/");
        var order = await simulated.Pay("SLOW-1", shop: Shop);
        await simulated.GetService<Scheduler>().RunUntilIdle(null, TestContext.Current.CancellationToken);
        return order;
    }

    static Task Notify(SimulatorFixture simulated, string notifyUrl) =>
        simulated.Send(HttpMethod.Put, $"/shops/{Shop}", new { notifyUrl });

    static Task Resend(SimulatorFixture simulated, TestOrder order) =>
        simulated.Send(HttpMethod.Post, $"/notifications/{order.AccessId}-1/resend");
}
