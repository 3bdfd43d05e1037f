using System.Text.Json.Nodes;
using Json.Schema;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Evidence;

/// <summary>The HAR file of a payment: <c>GET /api/transactions/{id}/har</c>.</summary>
public sealed class HarTests(ReplayFixture fixture) : IClassFixture<ReplayFixture>
{
    static readonly JsonSchema Schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "Simulator.Tests", "Evidence", "har-1.2.schema.json")));

    [Theory]
    [InlineData("success")]
    [InlineData("registration-hangs")]
    [InlineData("sale-answer-dropped")]
    [InlineData("sale-answer-garbled")]
    [InlineData("unavailable-three-times")]
    [InlineData("wallet-maintenance-at-start")]
    [InlineData("notification-forged-amount")]
    [InlineData("notification-omitted-once")]
    [InlineData("notification-after-a-connectivity-test")]
    [InlineData("fourth-month-fails")]
    public async Task Har_of_a_run_is_valid_by_the_schema(string scenario)
    {
        using var run = await fixture.Play(RepositoryScenarios.Library.Find(scenario)!);
        var har = await fixture.Simulated.Read<JsonNode>($"/transactions/{run.AccessId}/har");
        var result = Schema.Evaluate(har, new() { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', result.Details.SelectMany(detail =>
            (detail.Errors ?? new Dictionary<string, string>()).Select(error => $"{detail.InstanceLocation}: {error.Value}"))));
    }

    [Fact]
    public async Task Entries_have_each_message_with_its_body_size_and_time()
    {
        using var run = await fixture.PlayByHand("""EntryTranRecruit; ExecTranRecruit {"ItemName":"マグ"}; approve""");
        var entries = (await Entries(run)).Where(entry => (string?)entry["_notification"] is null).ToList();
        var shop = (string)(await run.Transaction())["shopId"]!;
        Assert.Equal(
            ["EntryTranRecruit", "ExecTranRecruit", $"{fixture.Simulated.Merchant.Url}/return/{shop}"],
            entries.Select(entry => (string?)entry["_api"]));
        var exec = entries[1]["request"]!;
        var text = (string)exec["postData"]!["text"]!;
        Assert.Contains("ItemName=%83%7D%83O", text, StringComparison.Ordinal);
        var item = exec["postData"]!["_fields"]!.AsArray().Single(field => (string)field!["name"]! == "ItemName")!;
        Assert.Equal("マグ", (string?)item["value"]);
        // Stars stand for as many characters.
        Assert.Equal(text.Length, (int)exec["bodySize"]!);
        var answer = entries[1]["response"]!;
        Assert.StartsWith("AccessID=", (string)answer["content"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal((int)answer["bodySize"]!, (int)answer["content"]!["size"]!);
        Assert.Equal("2026-01-15T09:00:00.000+09:00", (string?)entries[1]["_simulatedTime"]);
        Assert.True((double)entries[1]["timings"]!["wait"]! > 0);
        Assert.Equal(200, (int)entries[2]["response"]!["status"]!);
    }

    [Fact]
    public async Task Each_attempt_to_notify_is_an_entry_with_what_the_merchant_answered()
    {
        using var run = await fixture.PlayByHand("EntryTranRecruit; ExecTranRecruit; approve; resend 1");
        var attempts = (await Entries(run)).Where(entry => (string?)entry["_notification"] is not null).ToList();
        Assert.Equal([1, 1, 1, 2], attempts.Select(entry => (int)entry["_attempt"]!));
        Assert.All(attempts, entry =>
        {
            Assert.Equal("0", (string?)entry["response"]!["content"]!["text"]);
            Assert.Equal(((string)entry["request"]!["postData"]!["text"]!).Length, (int)entry["request"]!["bodySize"]!);
        });
    }

    [Fact]
    public async Task Connectivity_test_is_an_entry_with_the_fields_that_were_posted()
    {
        using var run = await fixture.Play(RepositoryScenarios.Library.Find("notification-after-a-connectivity-test")!);
        var test = (await Entries(run)).Single(entry => (string?)entry["_direction"] == "gateway to merchant"
            && (string?)entry["request"]!["postData"]!["text"] is { } text && text.Contains("ErrCode=E00", StringComparison.Ordinal));
        var fields = test["request"]!["postData"]!["_fields"]!.AsArray()
            .ToDictionary(field => (string)field!["name"]!, field => (string)field!["value"]!);
        Assert.Equal((await run.Transaction())["shopId"]!.ToString(), fields["ShopID"]);
        Assert.Equal("E00000000", fields["ErrInfo"]);
        Assert.DoesNotContain("kantansim1", test.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_answer_has_no_status_and_a_garbled_one_keeps_its_bytes()
    {
        using var lost = await fixture.Play(RepositoryScenarios.Library.Find("sale-answer-dropped")!);
        var dropped = (await Entries(lost)).Single(entry => (string?)entry["_fault"] == "Dropped");
        Assert.Equal((0, 0), ((int)dropped["response"]!["status"]!, (int)dropped["response"]!["bodySize"]!));
        using var garbled = await fixture.Play(RepositoryScenarios.Library.Find("sale-answer-garbled")!);
        var answer = (await Entries(garbled)).Single(entry => (string?)entry["_fault"] == "Garbled")["response"]!;
        Assert.Equal((int)answer["bodySize"]!, Convert.FromBase64String((string)answer["content"]!["_base64"]!).Length);
    }

    async Task<List<JsonNode>> Entries(ScriptPlayer run)
    {
        var har = await fixture.Simulated.Read<JsonNode>($"/transactions/{run.AccessId}/har");
        return [.. har["log"]!["entries"]!.AsArray().OfType<JsonNode>()];
    }
}
