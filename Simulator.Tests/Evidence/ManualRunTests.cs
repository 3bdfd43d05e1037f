#pragma warning disable format // aligned tables
using KantanSim.Tests.Scenarios;
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
