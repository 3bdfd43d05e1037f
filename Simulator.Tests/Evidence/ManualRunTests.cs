#pragma warning disable format // aligned tables
using Row = Xunit.TheoryDataRow<string, string, string, string>;

namespace KantanSim.Tests.Evidence;

/// <summary>What a person did by hand becomes rules and steps of the saved scenario, which plays it again.</summary>
public sealed class ManualRunTests(ReplayFixture fixture) : IClassFixture<ReplayFixture>
{
    const string Requested = "EntryTranRecruit; ExecTranRecruit; ";

    // What is played first, what is done by hand, and lines of the rules and of the script of the saved scenario.
    public static IEnumerable<Row> Rows =>
    [
        new("consumer-default", Requested + "approve", "then: approve|by: person", "- play"),
        new("consumer-choices", Requested + """consumer {"action":"approve","member":"hanako","points":300}""",
            "then: { approve: { member: hanako, points: 300 } }|by: person", "- play"),
        new("consumer-coupon", Requested + """consumer {"action":"approve","coupon":"SHOP200","card":"master"}""",
            "then: { approve: { coupon: SHOP200, card: master } }", "- play"),
        new("consumer-card-refused", Requested + """consumer {"action":"approve","member":"sakura"}""",
            "then: { approve: { member: sakura } }|by: person", "- play"),
        new("consumer-cancels", Requested + "cancel", "then: cancel|by: person", "- play"),
        new("consumer-leaves-and-comes-back", Requested + "abandon; approve", "then: leave|times: 1|then: approve", "- play"),
        new("captured-by-a-button", Requested + """approve; merchant {"action":"capture"}""", "then: approve",
            "- { do: RecruitSales, gets: ok }"),
        new("changed-by-a-button", Requested + """approve; merchant {"action":"change-amount","fields":{"Amount":"700"}}""",
            "then: approve", "- { do: RecruitChange, value: \"700\", fields: { Tax: \"0\" }, gets: ok }"),
        new("refused-button", Requested + """cancel; merchant {"action":"capture"}""", "then: cancel",
            "- { do: RecruitSales, gets: M01054004 }"),
        new("cancelled-by-a-button", Requested + """approve; advance PT2H; merchant {"action":"cancel"}""", "then: approve",
            "- { do: advance, value: PT2H }|- { do: RecruitCancel, gets: ok }"),
        new("expired-by-a-button", Requested + "expire", "then: askPerson", "- expire"),
        new("authorisation-expired-by-a-button", Requested + "approve; expire", "then: approve", "- expire"),
        new("resent", Requested + "approve; resend 3", "then: approve", "- { do: resend, value: \"3\" }"),
        new("other-fields",
            """EntryTranRecruit {"Amount":"2500","Tax":"250","JobCd":"CAPTURE"}; ExecTranRecruit {"PaymentTermSec":"900"}; approve""",
            "then: approve",
            "- { do: EntryTranRecruit, fields: { Amount: \"2500\", JobCd: CAPTURE, Tax: \"250\" }, gets: ok }"
                + "|- { do: ExecTranRecruit, fields: { PaymentTermSec: \"900\" }, gets: ok }"),
        new("term-over", Requested + "advance P1D", "then: askPerson", "- { do: ExecTranRecruit, gets: ok }|- { do: advance, value: "),
        new("changed", Requested + "approve; RecruitChange 800", "then: approve", "- { do: RecruitChange, value: \"800\", gets: ok }"),
        // As null in YAML, the name has to be quoted.
        new("null", Requested + "approve", "name: \"null\"", "- play"),
        new("changed-to-spaces", Requested + """approve; RecruitChange {"Amount":"  "}""", "then: approve",
            "- { do: RecruitChange, fields: { Amount: \"  \" }, gets: M0"),
        new("years", Requested + "approve; advance P3000D; advance P3000D; SearchTradeMulti", "then: approve",
            "- { do: advance, value: P3660D }|- { do: advance, value: P2340D }"),
        new("contract", "EntryTranRecruitContinuance; ExecTranRecruitContinuance; approve; advance P40D; end", "then: approve",
            "- { do: advance, value: P4"),
    ];

    // What comes before the call, the call with wrong fields, and how its step is saved.
    public static IEnumerable<Row> RefusedRows =>
    [
        new("no-return-url", "EntryTranRecruit", """ExecTranRecruit {"RetURL":""}""", "RetURL: \"\" }, gets: M01059001 }"),
        new("no-item", "EntryTranRecruit", """ExecTranRecruit {"ItemName":""}""", "ItemName: \"\" }, gets: M01232001 }"),
        new("long-item", "EntryTranRecruit", $$"""ExecTranRecruit {"ItemName":"{{Long}}"}""", $"ItemName: {Long} }}, gets: M01232005 }}"),
        new("long-client-field", "EntryTranRecruit", $$"""ExecTranRecruit {"ClientField1":"{{Long}}"}""",
            $"ClientField1: {Long} }}, gets: M01039012 }}"),
        new("no-shop-password", "EntryTranRecruit", """ExecTranRecruit {"ShopPass":""}""", "ShopPass: \"\" }, gets: M01003001 }"),
        new("wrong-shop-password", "EntryTranRecruit", """ExecTranRecruit {"ShopPass":"other"}""", "ShopPass: wrong }, gets: M01002002 }"),
        new("malformed-shop-password", "EntryTranRecruit", """ExecTranRecruit {"ShopPass":"two words"}""",
            "ShopPass: wrong-password }, gets: M01003008 }"),
        new("wrong-access-password", "EntryTranRecruit", """ExecTranRecruit {"AccessPass":"abcdefghijklmnopqrstuvwxyz012345"}""",
            "AccessPass: wrong000000000000000000000000000 }, gets: M01058002 }"),
        new("short-access-password", "EntryTranRecruit", """ExecTranRecruit {"AccessPass":"short"}""",
            "AccessPass: wrong-password } }"),
        new("unknown-shop", "EntryTranRecruit", """ExecTranRecruit {"ShopID":"nobody"}""", "ShopID: nobody }, gets: M01002002 }"),
        new("no-pay-type", "EntryTranRecruit", """SearchTradeMulti {"PayType":""}""", "PayType: \"\" }, gets: M01051001 }"),
        new("other-pay-type", "EntryTranRecruit", """SearchTradeMulti {"PayType":"25"}""", "PayType: \"25\" }, gets: M01004002 }"),
        new("other-order", Requested + "approve", """RecruitSales {"OrderID":"OTHER-1"}""", "OrderID: OTHER-1 }, gets: M01004002 }"),
    ];

    static readonly string Long = new('x', 300);

    [Theory, MemberData(nameof(RefusedRows))]
    public Task A_refused_call_is_saved_with_what_was_wrong(string name, string before, string call, string saved)
    {
        var step = $"- {{ do: {call.Split(' ')[0]}, fields: {{ {saved}";
        return A_run_by_hand_is_saved_and_ends_the_same_way_again(name, $"{before}; {call}", step, step);
    }

    [Fact]
    public async Task A_visit_that_is_refused_and_leads_nowhere_is_left_out()
    {
        using var run = await fixture.PlayByHand(Requested + """advance P1D; consumer {"action":"approve"}""");
        var yaml = await SavedRun.Yaml(fixture.Simulated, run.AccessId, "too-late");
        Assert.DoesNotContain("- play", yaml, StringComparison.Ordinal);
        Assert.Contains("# not saved: a visit at ", yaml, StringComparison.Ordinal);
        var saved = await SavedRun.Of(fixture.Simulated, run.AccessId, "too-late");
        using var replay = await fixture.Play(saved);
        Assert.Equal(saved.Expect!.Returned!.Value, replay.Returned);
        Assert.Equal("EXPIRED", (string?)(await replay.Transaction())["status"]);
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task A_run_by_hand_is_saved_and_ends_the_same_way_again(string name, string steps, string rules, string script)
    {
        using var run = await fixture.PlayByHand(steps);
        var expected = await SavedRun.Outcome(fixture.Simulated, run.AccessId);
        var yaml = await SavedRun.Yaml(fixture.Simulated, run.AccessId, name);
        Assert.All($"{rules}|{script}".Split('|'), line => Assert.Contains(line, yaml, StringComparison.Ordinal));
        using var replay = await fixture.Play(await SavedRun.Of(fixture.Simulated, run.AccessId, name));
        Assert.Equal(expected, await SavedRun.Outcome(fixture.Simulated, replay.AccessId));
    }
}
