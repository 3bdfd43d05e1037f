using System.Text.Json.Nodes;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Storage;

/// <summary>Export and import of a data folder.</summary>
public sealed class TransferTests : IDisposable
{
    const string Header = """{"format":"kantansim-export","version":1,"secrets":false}""";
    const string Row = """{"table":"shops","key":1,"row":{}}""";

    static readonly string[] Secrets = ["hushpass1", "hush-url", "\"Password\":\"password\""];

    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("kantansim-");

    string Source => Path.Combine(root.FullName, "source");

    string Target => Path.Combine(root.FullName, "target");

    string ExportFile => Path.Combine(root.FullName, "all.jsonl");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Imported_database_gives_the_same_answers_as_the_exported_one()
    {
        var before = await Fill();
        Assert.Equal(0, DataTransfer.Export(Source, ExportFile, withSecrets: true));
        DataTransfer.Import(Target, ExportFile);
        await using var simulated = await SimulatorFixture.Start(Target, demoShop: true);
        Assert.Equal(before, await Answers(simulated));
    }

    [Fact]
    public async Task Imported_database_is_exported_as_the_same_lines()
    {
        await Fill();
        DataTransfer.Export(Source, ExportFile, withSecrets: true);
        DataTransfer.Import(Target, ExportFile);
        var secondExport = Path.Combine(root.FullName, "second.jsonl");
        DataTransfer.Export(Target, secondExport, withSecrets: true);
        Assert.Equal(
            await File.ReadAllLinesAsync(ExportFile, TestContext.Current.CancellationToken),
            await File.ReadAllLinesAsync(secondExport, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Passwords_are_exported_only_when_asked_for()
    {
        await Fill();
        DataTransfer.Export(Source, ExportFile, withSecrets: false);
        var without = await File.ReadAllTextAsync(ExportFile, TestContext.Current.CancellationToken);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, without, StringComparison.Ordinal));
        DataTransfer.Export(Source, ExportFile, withSecrets: true);
        var with = await File.ReadAllTextAsync(ExportFile, TestContext.Current.CancellationToken);
        Assert.All(Secrets, secret => Assert.Contains(secret, with, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hello", "line 1: not a line of kantansim-export")]
    [InlineData("""{"format":"other","version":1}""", "line 1: \"format\" is \"other\"")]
    [InlineData("""{"format":"kantansim-export","version":2}""", "line 1: \"version\" is 2; this KantanSim reads 1 to 1")]
    [InlineData(Header + "\n{}", "line 2: a line must have one of fact, table, list and index")]
    [InlineData(Header + "\n{\"table\":\"shops\"}", "line 2: not a line of kantansim-export")]
    [InlineData(Header + "\n{\"table\":\"$x\",\"key\":1,\"row\":{}}", "line 2: \"$x\" is not a collection name")]
    [InlineData(Header + "\n" + Row + "\n" + Row, "line 3: duplicate key 1 in shops")]
    [InlineData(Header + "\n{\"index\":\"numbers\",\"key\":\"zz\",\"number\":1}", "line 2:")]
    public void Invalid_file_is_refused_with_its_line_number_and_nothing_is_imported(string text, string message)
    {
        File.WriteAllText(ExportFile, text);
        var refused = Assert.Throws<FormatException>(() => DataTransfer.Import(Target, ExportFile));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.False(DatabaseBuilder.Exists(Target));
        // The files of the failed attempt do not prevent the next one.
        File.WriteAllText(ExportFile, Header);
        foreach (var leftover in Directory.GetFiles(Target, "*.new")) File.Delete(leftover);
        Assert.Equal(1, DataTransfer.Import(Target, ExportFile));
    }

    [Fact]
    public async Task Folder_with_a_database_or_in_use_is_refused()
    {
        await Fill();
        DataTransfer.Export(Source, ExportFile, withSecrets: false);
        var notEmpty = Assert.Throws<IOException>(() => DataTransfer.Import(Source, ExportFile));
        Assert.Contains("already has a database", notEmpty.Message, StringComparison.Ordinal);
        await using var simulated = await SimulatorFixture.Start(Source, demoShop: true);
        var inUse = Assert.Throws<IOException>(() => DataTransfer.Export(Source, ExportFile, withSecrets: false));
        Assert.Contains("in use by another KantanSim", inUse.Message, StringComparison.Ordinal);
    }

    async Task<string> Fill()
    {
        await using var simulated = await SimulatorFixture.Start(Source, demoShop: true);
        var shop = new { shopId = "secret", shopPass = "hushpass1", name = "店", notifyUrl = "http://u:hush-url@127.0.0.1/" };
        await simulated.Send(HttpMethod.Post, "/shops", shop);
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
