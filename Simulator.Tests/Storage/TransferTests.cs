using System.Text.Json.Nodes;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Storage;

/// <summary>Export and import of a data folder.</summary>
public sealed class TransferTests : IDisposable
{
    const string Head = """{"format":"kantansim-export","version":1,"secrets":false}""";

    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("kantansim-");

    string Source => Path.Combine(root.FullName, "source");

    string Target => Path.Combine(root.FullName, "target");

    string Exported => Path.Combine(root.FullName, "all.jsonl");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Imported_database_answers_as_the_exported_one()
    {
        var before = await Fills();
        Assert.Equal(0, DataTransfer.Export(Source, Exported, withSecrets: true));
        DataTransfer.Import(Target, Exported);
        await using (var simulated = await SimulatorFixture.Start(Target, demoShop: true)) Assert.Equal(before, await Answers(simulated));
        // What was imported is exported as the same lines.
        var (again, copy) = (Path.Combine(root.FullName, "again.jsonl"), Path.Combine(root.FullName, "copy"));
        DataTransfer.Import(copy, Exported);
        DataTransfer.Export(copy, again, withSecrets: true);
        Assert.Equal(await File.ReadAllLinesAsync(Exported, TestContext.Current.CancellationToken), await File.ReadAllLinesAsync(again, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Passwords_are_exported_only_when_asked_for()
    {
        await Fills();
        DataTransfer.Export(Source, Exported, withSecrets: false);
        var without = await File.ReadAllTextAsync(Exported, TestContext.Current.CancellationToken);
        Assert.All(["hushpass1", "hush-url", "\"Password\":\"password\""], secret => Assert.DoesNotContain(secret, without, StringComparison.Ordinal));
        DataTransfer.Export(Source, Exported, withSecrets: true);
        var with = await File.ReadAllTextAsync(Exported, TestContext.Current.CancellationToken);
        Assert.All(["hushpass1", "hush-url", "\"Password\":\"password\""], secret => Assert.Contains(secret, with, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hello", "line 1: not a line of kantansim-export")]
    [InlineData("""{"format":"other","version":1}""", "line 1: \"format\" is \"other\"")]
    [InlineData("""{"format":"kantansim-export","version":2}""", "line 1: \"version\" is 2; this KantanSim reads 1 to 1")]
    [InlineData(Head + "\n{}", "line 2: one of fact, table, list and index is needed")]
    [InlineData(Head + "\n{\"table\":\"shops\"}", "line 2: not a line of kantansim-export")]
    [InlineData(Head + "\n{\"table\":\"$x\",\"key\":1,\"row\":{}}", "line 2: \"$x\" is no name")]
    [InlineData(Head + "\n{\"table\":\"shops\",\"key\":1,\"row\":{}}\n{\"table\":\"shops\",\"key\":1,\"row\":{}}", "line 3: shops 1 is there twice")]
    [InlineData(Head + "\n{\"index\":\"numbers\",\"key\":\"zz\",\"number\":1}", "line 2:")]
    public void Broken_file_is_refused_by_its_line_and_nothing_is_imported(string text, string told)
    {
        File.WriteAllText(Exported, text);
        Assert.StartsWith(told, Assert.Throws<FormatException>(() => DataTransfer.Import(Target, Exported)).Message, StringComparison.Ordinal);
        Assert.False(DatabaseBuilder.Exists(Target));
        // What is left of the attempt is no obstacle.
        File.WriteAllText(Exported, Head);
        foreach (var leftover in Directory.GetFiles(Target, "*.new")) File.Delete(leftover);
        Assert.Equal(1, DataTransfer.Import(Target, Exported));
    }

    [Fact]
    public async Task Folder_that_is_in_use_or_not_empty_is_refused()
    {
        await Fills();
        DataTransfer.Export(Source, Exported, withSecrets: false);
        Assert.Contains("has a database already", Assert.Throws<IOException>(() => DataTransfer.Import(Source, Exported)).Message, StringComparison.Ordinal);
        await using var simulated = await SimulatorFixture.Start(Source, demoShop: true);
        Assert.Contains("in use by another KantanSim", Assert.Throws<IOException>(() => DataTransfer.Export(Source, Exported, withSecrets: false)).Message, StringComparison.Ordinal);
    }

    async Task<string> Fills()
    {
        await using var simulated = await SimulatorFixture.Start(Source, demoShop: true);
        await simulated.Send(HttpMethod.Post, "/shops", new { shopId = "secret", shopPass = "hushpass1", name = "店", notifyUrl = "http://u:hush-url@127.0.0.1/" });
        var paid = await simulated.Pay("MOVED-1");
        await simulated.CallOperation("RecruitSales", paid);
        await simulated.RequestPayment("MOVED-2");
        await simulated.Subscribes("MOVED-3");
        await simulated.Advance("P40D");
        return await Answers(simulated);
    }

    static async Task<string> Answers(SimulatorFixture simulated)
    {
        var all = new JsonArray();
        foreach (var order in await simulated.Transactions("?limit=500"))
            all.Add(JsonNode.Parse(await simulated.Send(HttpMethod.Get, $"/transactions/{order.AccessId}")));
        foreach (var path in new[] { "/deposits", "/members", "/clock", "/notifications?limit=500", "/shops/secret" })
            all.Add(JsonNode.Parse(await simulated.Send(HttpMethod.Get, path)));
        return all.ToJsonString();
    }
}
