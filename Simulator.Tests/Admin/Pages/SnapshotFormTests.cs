using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The forms that take, restore and delete snapshots.</summary>
public sealed class SnapshotFormTests
{
    [Fact]
    public async Task Snapshot_is_taken_of_the_chosen_shop_and_listed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("TAKEN-1");
        var taken = await DeskResponse.Post(simulated, "/snapshots", ("name", "base"), ("shopId", TestOrder.FirstShop));
        Assert.Equal("/snapshots?done=taken&what=base", taken.Location);
        var page = await DeskResponse.Get(simulated, "/snapshots?lang=en");
        Assert.Contains($"base {TestOrder.FirstShop} ", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_name_is_shown_with_what_is_allowed()
    {
        await using var simulated = await SimulatorFixture.Start();
        var refused = await DeskResponse.Post(simulated, "/snapshots?lang=en", ("name", ".x"), ("shopId", ""));
        Assert.Contains("1 to 64 letters, digits", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_says_what_it_deletes_and_puts_back_and_does_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("KEPT-1");
        await DeskResponse.Post(simulated, "/snapshots", ("name", "base"), ("shopId", ""));
        await simulated.RegisterPayment("GONE-1");
        var page = await DeskResponse.Get(simulated, "/snapshots/base/restore?lang=en");
        Assert.Contains("scheduled jobs 2 Deposits 0 ", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 payments of the snapshot take their place, of all shops.", page.Text, StringComparison.Ordinal);
        Assert.Equal("/snapshots?done=restored&what=base", (await DeskResponse.Post(simulated, "/snapshots/base/restore")).Location);
        Assert.Equal("KEPT-1", Assert.Single(await simulated.Transactions()).OrderId);
    }

    [Fact]
    public async Task Snapshot_is_deleted_after_confirmation()
    {
        await using var simulated = await SimulatorFixture.Start();
        await DeskResponse.Post(simulated, "/snapshots", ("name", "base"), ("shopId", ""));
        var page = await DeskResponse.Get(simulated, "/snapshots/base/delete?lang=en");
        Assert.Contains("Delete this snapshot?", page.Text, StringComparison.Ordinal);
        Assert.Equal("/snapshots?done=deleted&what=base", (await DeskResponse.Post(simulated, "/snapshots/base/delete")).Location);
        Assert.Contains("No snapshots yet.", (await DeskResponse.Get(simulated, "/snapshots?lang=en")).Text, StringComparison.Ordinal);
    }
}
