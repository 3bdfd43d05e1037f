using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Storage;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Storage;

/// <summary>Migration of a database of layout 6, with changes that are only in its journal.</summary>
public sealed class MigrationTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-");
    // The answers of the control API that the old version gave for this database.
    readonly DirectoryInfo answers = Directory.CreateTempSubdirectory("kantansim-");

    public MigrationTests()
    {
        using var fixture = ZipFile.OpenRead(Path.Combine(Repository.Root, "Simulator.Tests", "Storage", "Fixtures", "layout-6.zip"));
        foreach (var entry in fixture.Entries)
        {
            var target = entry.FullName.StartsWith("data/", StringComparison.Ordinal) ? folder : answers;
            entry.ExtractToFile(Path.Combine(target.FullName, entry.Name));
        }
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        answers.Delete(recursive: true);
    }

    [Fact]
    public async Task Migrated_database_gives_the_same_answers_byte_for_byte()
    {
        var before = Hashes(folder);
        await using (var simulated = await SimulatorFixture.Start(folder.FullName, demoShop: true))
        {
            var compared = answers.GetFiles("*.json").Where(file => file.Name is not ("armed.json" or "arm-last.json" or "shops.json"));
            foreach (var file in compared)
            {
                var expected = await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken);
                Assert.Equal(WithoutAdditions(expected), WithoutAdditions(await Answer(simulated, file.Name)));
            }
            // shops.json is not compared, because the URL of the demo shop depends on the port.
            Assert.Equal("別の店", (await simulated.ShopById("other1")).Name);
            // The last change is only in the journal.
            Assert.Equal([1, 7], (await simulated.ArmedScenarios()).Select(arm => arm.Times));
        }
        Assert.Equal(before, Hashes(new(Path.Combine(folder.FullName, "layout-6"))));
        Assert.Empty(folder.GetFiles("kantansim.db"));
        // The next start finds a database of the current layout.
        await using var again = await SimulatorFixture.Start(folder.FullName, demoShop: true);
        Assert.Equal(9, (await again.Transactions()).Length);
        Assert.Equal(before, Hashes(new(Path.Combine(folder.FullName, "layout-6"))));
    }

    [Theory]
    [InlineData("kantansim.wal.new")]
    [InlineData("kantansim.data.new")]
    [InlineData("kantansim.wal")]
    public void Interrupted_migration_starts_again(string leftover)
    {
        File.WriteAllText(Path.Combine(folder.FullName, leftover), "half written");
        using var store = Store.Open(folder.FullName);
        Assert.NotNull(store.Migrated);
        Assert.Null(store.UnhealthyReason);
        Assert.Empty(folder.GetFiles("*.new"));
    }

    [Fact]
    public void Migration_interrupted_after_the_renaming_only_moves_the_old_files()
    {
        var before = Hashes(folder);
        Store.Open(folder.FullName).Dispose();
        foreach (var file in new DirectoryInfo(Path.Combine(folder.FullName, "layout-6")).GetFiles())
            file.CopyTo(Path.Combine(folder.FullName, file.Name));
        using var store = Store.Open(folder.FullName);
        Assert.NotNull(store.Migrated);
        Assert.Equal(before, Hashes(new(Path.Combine(folder.FullName, "layout-6-2"))));
    }

    [Fact]
    public async Task Journal_is_read_up_to_a_truncated_batch()
    {
        var journal = Path.Combine(folder.FullName, "kantansim.journal");
        await using (var file = File.OpenWrite(journal)) file.SetLength(100);
        await using var simulated = await SimulatorFixture.Start(folder.FullName, demoShop: true);
        Assert.Equal([1], (await simulated.ArmedScenarios()).Select(arm => arm.Times));
        Assert.Equal(9, (await simulated.Transactions()).Length);
    }

    // The properties were added to the API after the answers were recorded.
    static string WithoutAdditions(string json) => Regex
        .Replace(json, @",""rulesPlayed"":(null|\{[^}]*\})|,""total"":9,""isTotalExact"":true", "")
        .Replace(",\"notes\":[]", "", StringComparison.Ordinal)
        .Replace(",\"shopId\":null,\"own\":null,\"advance\":null,\"heldUntil\":null,\"shops\":[]", "", StringComparison.Ordinal);

    static SortedDictionary<string, string> Hashes(DirectoryInfo folder) => new(folder.GetFiles("kantansim*")
        .Where(file => file.Extension != ".lock")
        .ToDictionary(file => file.Name, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))));

    static async Task<string> Answer(SimulatorFixture simulated, string name)
    {
        var path = Path.GetFileNameWithoutExtension(name) switch
        {
            ['t', '-', .. var id] => $"transactions/{id}",
            ['n', '-', .. var id] => $"notifications?accessId={id}",
            "list" => "transactions?limit=100",
            var plain => plain,
        };
        using var answer = await simulated.Get($"/api/{path}");
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
