using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Consumers;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Tests.Admin.Pages;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Tests.Admin.Api;

/// <summary>An operator's change applies to the state at the time when it is saved: concurrent changes are not lost.</summary>
public sealed class ConcurrentChangeTests
{
    [Fact]
    public async Task Points_used_while_the_member_is_saved_stay_used()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("MEANWHILE-1");
        (await simulated.OpenStartUrl(order)).Dispose();
        await Concurrently(simulated, () =>
        [
            simulated.GetService<WalletService>().Approve(order.AccessId, "taro", new(PointsUse.Some(100), "WALLET100", "visa")),
            simulated.GetService<MemberService>().Save("taro", JsonBodyReader.FromForm(new() { ["hintEn"] = "changed" })),
        ]);
        Assert.Equal("AUTH", await simulated.Status(order));
        var taro = await simulated.Member("taro");
        Assert.Equal((400, true, "changed"), ((int)taro["points"]!, (bool)taro["coupons"]![0]!["used"]!, (string)taro["hintEn"]!));
    }

    [Fact]
    public async Task Form_of_a_member_opened_before_a_payment_does_not_restore_points()
    {
        await using var simulated = await SimulatorFixture.Start();
        var form = FormOf(await DeskResponse.Get(simulated, "/members?lang=en"), "taro");
        await simulated.Pay("MEANWHILE-2", how: ""","points":100,"coupon":"SHOP200" """);
        form["hintEn"] = "changed";
        Assert.Equal(303, (await DeskResponse.Post(simulated, "/members/taro/save",
            [.. form.Select(field => (field.Key, field.Value))])).Http);
        var taro = await simulated.Member("taro");
        Assert.Equal((400, true, "changed"), ((int)taro["points"]!, (bool)taro["coupons"]![1]!["used"]!, (string)taro["hintEn"]!));
        form["points"] = "7";
        foreach (var name in form.Keys.Where(name => name.StartsWith("coupons[0]", StringComparison.Ordinal)).ToList()) form.Remove(name);
        await DeskResponse.Post(simulated, "/members/taro/save", [.. form.Select(field => (field.Key, field.Value))]);
        taro = await simulated.Member("taro");
        Assert.Equal((7, 1), ((int)taro["points"]!, taro["coupons"]!.AsArray().Count));
    }

    [Fact]
    public async Task Concurrent_changes_of_a_shop_are_both_saved()
    {
        await using var simulated = await SimulatorFixture.Start();
        var shops = simulated.GetService<ShopService>();
        await Concurrently(simulated, () =>
        [
            shops.Change("tshop00000001", JsonBodyReader.FromForm(new() { ["name"] = "Changed" })),
            shops.Change("tshop00000001", JsonBodyReader.FromForm(new() { ["protocol"] = new JsonObject { ["WalletMinutes"] = "7" } })),
        ]);
        var shop = shops.Find("tshop00000001");
        Assert.Equal(("Changed", "7"), (shop.Name, shop.Protocol["WalletMinutes"]));
    }

    [Fact]
    public async Task Shops_added_concurrently_without_an_id_get_different_ids()
    {
        await using var simulated = await SimulatorFixture.Start();
        var shops = simulated.GetService<ShopService>();
        var added = new List<Task<KantanSim.Protocol.Shop>>();
        await Concurrently(simulated, () =>
        {
            added.AddRange([shops.Add(JsonBodyReader.FromForm([])), shops.Add(JsonBodyReader.FromForm([]))]);
            return [.. added];
        });
        Assert.Equal(["tshop00000002", "tshop00000003"], (await Task.WhenAll(added)).Select(shop => shop.ShopId));
    }

    [Fact]
    public async Task Member_added_twice_concurrently_is_refused_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        var members = simulated.GetService<MemberService>();
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => Concurrently(simulated, () =>
        [
            members.Add("twice", JsonBodyReader.FromForm(new() { ["name"] = "First" })),
            members.Add("twice", JsonBodyReader.FromForm(new() { ["name"] = "Second" })),
        ]));
        Assert.Equal(("id", "First"), (Assert.Single(refusal.Problem.Errors!).Field, members.Find("twice").Name));
    }

    [Fact]
    public async Task Email_address_taken_twice_concurrently_is_refused_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        var members = simulated.GetService<MemberService>();
        JsonObject Address() => new() { ["email"] = "same@example.com" };
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => Concurrently(simulated, () =>
        [
            members.Save("one", JsonBodyReader.FromForm(Address())),
            members.Save("other", JsonBodyReader.FromForm(Address())),
        ]));
        Assert.Equal(("email", null), (Assert.Single(refusal.Problem.Errors!).Field, simulated.GetService<Members>().Shared.Find("other")));
    }

    [Fact]
    public async Task Attempt_that_ends_while_its_notification_is_resent_is_kept()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (ledger, sender) = (simulated.GetService<Ledger>(), simulated.GetService<NotificationSender>());
        var order = await simulated.Pay("MEANWHILE-3");
        await simulated.Advance("PT1M");
        var seen = ledger.FindNotification($"{order.AccessId}-1")!;
        await Concurrently(simulated, () =>
        [
            simulated.GetService<Store>().Write(writing => ledger.Put(writing, seen with { Tries = seen.Tries + 7 })),
            sender.Resend(seen),
        ]);
        Assert.InRange(ledger.FindNotification(seen.Id)!.Tries, seen.Tries + 7, seen.Tries + 8);
    }

    [Fact]
    public async Task Notification_resent_during_an_attempt_is_attempted_again()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.GetService<ShopService>().Change(TestOrder.FirstShop,
            JsonBodyReader.FromForm(new() { ["notifyUrl"] = merchant.Url }));
        var order = await simulated.RequestPayment("MEANWHILE-4");
        await merchant.Asked;
        var asked = await simulated.CallApi(HttpMethod.Post, $"/notifications/{order.AccessId}-1/resend");
        Assert.Equal(("pending", 0), ((string?)asked["body"]!["state"], asked["body"]!["attempts"]!.AsArray().Count));
        merchant.Answer();
        await simulated.Until(async () => Attempts(await simulated.CallApi(HttpMethod.Get, $"/notifications/{order.AccessId}-1")) == 2);
        Assert.Equal(2, merchant.Asks);

        static int Attempts(JsonNode answer) => answer["body"]!["attempts"]!.AsArray().Count;
    }

    [Fact]
    public async Task Notification_created_during_a_reset_is_deleted_with_its_transaction()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (ledger, lists) = (simulated.GetService<Ledger>(), simulated.GetService<TransactionLists>());
        var order = await simulated.RequestPayment("MEANWHILE-5");
        // The decision is saved after the reset has listed what to delete.
        await Concurrently(simulated, () =>
        [
            simulated.GetService<TransactionPurger>().PurgeShop(TestOrder.FirstShop),
            ledger.Decide(order.AccessId,
                (before, _) => new Decision { Transaction = before, NotificationDrafts = [new(before.Status, [])] }),
        ]);
        Assert.Null(ledger.Find(order.AccessId));
        Assert.Empty(lists.NewestNotifications(long.MaxValue, 10, _ => true).Items);
    }

    [Fact]
    public async Task Member_deleted_while_it_is_changed_stays_deleted()
    {
        await using var simulated = await SimulatorFixture.Start();
        var members = simulated.GetService<MemberService>();
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => Concurrently(simulated, () =>
        [
            members.Delete("taro"),
            members.Change("taro", JsonBodyReader.FromForm(new() { ["name"] = "Back" })),
        ]));
        Assert.Equal((404, null), (refusal.Problem.Status, simulated.GetService<Members>().Shared.Find("taro")));
    }

    // Blocks the store's writer until all calls are queued. They are then written in order, and each has read the state before the first.
    static async Task Concurrently(SimulatorFixture simulated, Func<Task[]> begin)
    {
        using var queued = new ManualResetEventSlim();
        var held = simulated.GetService<Store>().Write(_ => queued.Wait(TestContext.Current.CancellationToken));
        Task[] calls;
        try { calls = begin(); }
        finally { queued.Set(); }
        await held;
        await Task.WhenAll(calls);
    }

    // The fields that a browser posts when no checkbox is ticked.
    static Dictionary<string, string> FormOf(DeskResponse page, string member)
    {
        var form = Regex.Match(page.Html, $"<form[^>]*data-testid=\"form-{member}\".*?</form>", RegexOptions.Singleline).Value;
        const string Input = "<input (?=[^>]*name=\"(?<name>[^\"]*)\")(?=[^>]*value=\"(?<value>[^\"]*)\")(?![^>]*checkbox)[^>]*>";
        const string Select =
            "<select[^>]*name=\"([^\"]*)\"[^>]*><option value=\"([^\"]*)\">.*?</option><option value=\"([^\"]*)\"( selected)?>";
        var fields = Regex.Matches(form, Input).ToDictionary(field => field.Groups["name"].Value, field => field.Groups["value"].Value);
        foreach (Match chosen in Regex.Matches(form, Select))
            fields[chosen.Groups[1].Value] = chosen.Groups[4].Success ? chosen.Groups[3].Value : chosen.Groups[2].Value;
        return fields;
    }
}
