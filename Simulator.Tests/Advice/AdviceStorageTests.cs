using KantanSim.Advice;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings are stored, and are deleted with their payment.</summary>
public sealed class AdviceStorageTests : IDisposable
{
    const string Rule = "lost-answer-not-searched";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-advice-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Findings_are_the_same_after_a_restart()
    {
        string before;
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.LosesAnswer("KEPT-1");
            await simulated.Advance("PT2H");
            before = await simulated.Send(HttpMethod.Get, "/advice");
            Assert.Contains(Rule, before, StringComparison.Ordinal);
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(before, await simulated.Send(HttpMethod.Get, "/advice"));
        }
    }

    // Nothing happens to the payment after the restart: only the time passes.
    [Fact]
    public async Task Absence_is_found_when_its_time_comes_after_a_restart()
    {
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.LosesAnswer("LATER-1");
            await simulated.Advance("P1D");
            await simulated.LosesAnswer("LATER-2");
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(["LATER-1"], await Orders(simulated));
            await simulated.Advance("PT1H");
            Assert.Equal(["LATER-2", "LATER-1"], await Orders(simulated));
        }
    }

    // Nobody asks: the background worker finds it, and pages are told.
    [Fact]
    public async Task Absence_is_found_without_a_request_when_its_time_comes_after_a_restart()
    {
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.LosesAnswer("ALONE-1");
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            using var subscription = simulated.GetService<KantanSim.Transactions.ChangeFeed>().Subscribe();
            await simulated.Advance("PT2H");
            string? told = null;
            while (told != "ALONE-1")
            {
                var change = await subscription.Events.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();
                if (change.What == "advised") told = change.OrderId;
            }
            Assert.Contains(
                simulated.GetService<AdviceRepository>().Below(long.MaxValue, 1), row => row.Findings.Any(finding => finding.Rule == Rule));
        }
    }

    [Fact]
    public async Task Payments_are_judged_again_after_a_stop_that_did_not_complete_the_advice()
    {
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.LosesAnswer("CRASH-1");
            await simulated.Advance("PT2H");
        }
        // As a crash leaves it: without the findings, and without the mark that they are complete.
        using (var store = KantanSim.Storage.Store.Open(folder.FullName))
        {
            await store.Clear(
                store.Table<PaymentAdvice>("advice", AdviceJson.Default),
                store.NamedTable<AdviceState>("advice_state", AdviceJson.Default));
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(["CRASH-1"], await Orders(simulated));
        }
    }

    [Theory]
    [InlineData(TestOrder.FirstShop, new[] { "OTHER-1" })]
    [InlineData(null, new string[0])]
    public async Task Reset_deletes_findings(string? shopId, string[] left)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        await simulated.LosesAnswer("RESET-1");
        await simulated.LosesAnswer("OTHER-1", shop: "other1");
        await simulated.Advance("PT2H");
        Assert.Equal(["OTHER-1", "RESET-1"], await Orders(simulated));
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId });
        Assert.Equal(left, await Orders(simulated));
    }

    // Parallel tests delete their shop at the end. Nothing may come back then.
    [Fact]
    public async Task Deleted_shop_keeps_its_findings_and_what_it_has_switched_off()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        await simulated.Send(HttpMethod.Put, "/shops/other1", new { advice = new Dictionary<string, string> { [Rule] = "a test" } });
        await simulated.LosesAnswer("OFF-1", shop: "other1");
        await simulated.AddsShop("other2");
        await simulated.LosesAnswer("ON-1", shop: "other2");
        await simulated.Send(HttpMethod.Delete, "/shops/other1");
        await simulated.Send(HttpMethod.Delete, "/shops/other2");
        await simulated.Advance("PT2H");
        Assert.Equal(["ON-1"], await Orders(simulated));
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = "other1" });
        await simulated.LosesAnswer("OFF-1", shop: (await simulated.AddsShop("other1")));
        await simulated.Advance("PT2H");
        Assert.Equal(["OFF-1", "ON-1"], await Orders(simulated));
    }

    [Fact]
    public async Task Restored_snapshot_has_the_findings_of_its_payments()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.LosesAnswer("SNAP-1");
        await simulated.Advance("PT2H");
        var before = await simulated.Send(HttpMethod.Get, "/advice");
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "s", shopId = TestOrder.FirstShop });
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = TestOrder.FirstShop });
        Assert.Empty(await Orders(simulated));
        await simulated.Send(HttpMethod.Post, "/snapshots/s/restore");
        Assert.Equal(before, await simulated.Send(HttpMethod.Get, "/advice"));
    }

    [Fact]
    public async Task List_is_paged_newest_payment_first_and_filtered()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 5; number++) await simulated.LosesAnswer($"PAGE-{number}");
        await simulated.Advance("PT2H");
        var first = await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&limit=2");
        Assert.Equal(["PAGE-5", "PAGE-4"], first.Items.Select(finding => finding.OrderId));
        var next = await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&limit=2&cursor={first.Cursor}");
        Assert.Equal(["PAGE-3", "PAGE-2"], next.Items.Select(finding => finding.OrderId));
        var accessId = next.Items[0].AccessId;
        var ofPayment = await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&accessId={accessId}");
        Assert.Equal(["PAGE-3"], ofPayment.Items.Select(one => one.OrderId));
        Assert.Empty((await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&severity=error,hint")).Items);
        Assert.Equal(5, (await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&severity=warning")).Items.Length);
        Assert.Equal(5, (await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&since=2026-01-15T01:00:00Z")).Items.Length);
        Assert.Empty((await simulated.Read<ListDto<AdviceDto>>($"/advice?rule={Rule}&since=2026-01-15T10:00:01%2B09:00")).Items);
    }

    [Theory]
    [InlineData("severity=bad", "severity", "error, warning, review, hint")]
    [InlineData("severity=1", "severity", "error, warning, review, hint")]
    [InlineData("rule=no-such-rule", "rule", Rule)]
    [InlineData("since=yesterday", "since", "an ISO 8601 time such as 2026-01-31T09:00:00+09:00")]
    [InlineData("limit=0", "limit", "a whole number from 1 to 500")]
    [InlineData("cursor=x", "cursor", "the cursor of an earlier answer")]
    public async Task Invalid_filter_is_refused_with_what_is_allowed(string query, string field, string allowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Get, $"/advice?{query}");
        Assert.Equal(400, problem.Status);
        var error = Assert.Single(problem.Errors!);
        Assert.Equal(field, error.Field);
        Assert.Contains(allowed, error.Allowed, StringComparison.Ordinal);
    }

    static async Task<string[]> Orders(SimulatorFixture simulated) =>
        [.. (await simulated.Advice(Rule)).Select(finding => finding.OrderId!)];
}
