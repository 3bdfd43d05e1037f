using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.DemoShop;

/// <summary>What the demo shop cancels: an order for good, whenever its payment comes, and an authorisation that nobody ships.</summary>
public sealed class ShopCancelTests
{
    static Task<SimulatorFixture> Start() =>
        SimulatorFixture.Start(demoShop: true, settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");

    [Theory]
    [InlineData("AUTH", "0")]
    [InlineData("CAPTURE", "2640")]
    public async Task A_payment_that_comes_after_the_cancel_is_cancelled_and_not_shipped(string job, string refunded)
    {
        await using var simulated = await Start();
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place($$"""{"job":"{{job}}"}""");
        var cancelled = await shop.Act(order["id"], "cancel");
        Assert.Equal(("cancelled", ""), (cancelled["status"], cancelled["startUrl"]));
        await shop.Consume(order);
        var after = await shop.ReadAfterJobs(order["id"]);
        Assert.Equal(("cancelled", refunded, "CANCEL 2640"), (after["status"], after["refunded"], await shop.AtGateway(order)));
        Assert.Empty((await shop.Act(order["id"], "ship")).Json["deliveries"]!.AsArray());
    }

    [Fact]
    public async Task An_order_that_nobody_ships_is_cancelled_before_its_authorisation_ends()
    {
        await using var simulated = await Start();
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place("""{"scenario":"cancel-answer-lost"}""");
        await shop.Consume(order);
        await simulated.Advance("P49D");
        Assert.Equal("paid", (await shop.ReadAfterJobs(order["id"]))["status"]);
        await simulated.Advance("P1D");
        var after = await shop.ReadAfterJobs(order["id"]);
        Assert.Equal(("cancelled", "0", "CANCEL 2640"), (after["status"], after["captured"], await shop.AtGateway(order)));
    }

    [Fact]
    public async Task An_authorisation_that_has_ended_is_not_shipped()
    {
        await using var simulated = await Start();
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place();
        await shop.Consume(order);
        await shop.RunJobs();
        await simulated.Advance("P61D");
        var after = await shop.Act(order["id"], "ship");
        Assert.Empty(after.Json["deliveries"]!.AsArray());
        Assert.Equal(("cancelled", "CANCEL 2640"), ((await shop.ReadAfterJobs(order["id"]))["status"], await shop.AtGateway(order)));
    }

    [Fact]
    public async Task A_sale_and_a_cancel_at_once_end_in_a_refund_or_in_a_delivery_that_was_refunded()
    {
        await using var simulated = await Start();
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place();
        await shop.Consume(order);
        await shop.RunJobs();
        await Task.WhenAll(shop.Act(order["id"], "ship"), shop.Act(order["id"], "cancel"), shop.Act(order["id"], "ship"));
        var after = await shop.ReadAfterJobs(order["id"]);
        Assert.Equal(("cancelled", "CANCEL 2640"), (after["status"], await shop.AtGateway(order)));
        Assert.InRange(after.Json["deliveries"]!.AsArray().Count, 0, 1);
        Assert.Equal(after["captured"], after["refunded"]);
    }

    [Fact]
    public async Task A_cancel_that_is_refused_for_good_leaves_the_order_as_it_is()
    {
        await using var simulated = await StartRefusing("RecruitCancel", "RC1000110");
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place("""{"scenario":"refusing"}""");
        await shop.Consume(order);
        await shop.RunJobs();
        await shop.Act(order["id"], "ship");
        var refused = await shop.Act(order["id"], "cancel");
        Assert.Equal(("delivered", "0"), (refused["status"], refused["refunded"]));
        Assert.Equal("RC1000110", $"{refused.Json["failure"]!["errors"]![0]}");
    }

    // Each code counts, not only the first.
    [Theory]
    [InlineData("E61020001", "failed")]
    [InlineData("[E92000001, E61030001]", "failed")]
    [InlineData("RC2000104", "created")]
    public async Task A_method_that_the_shop_does_not_have_fails_the_order(string errors, string status)
    {
        await using var simulated = await StartRefusing("ExecTranRecruit", errors);
        using var shop = new ShopFrontDoor(simulated);
        Assert.Equal(status, (await shop.Place("""{"scenario":"refusing"}"""))["status"]);
    }

    static Task<SimulatorFixture> StartRefusing(string operation, string errors) => SimulatorFixture.StartDemoShopWith("refusing", $$"""
        name: refusing
        title: refusing
        description: A call is always refused.
        rules:
          - when: walletOpened
            then: approve
          - when: deciding
            match: { operation: {{operation}} }
            then: { refuse: { errors: {{errors}} } }
        """);
}
