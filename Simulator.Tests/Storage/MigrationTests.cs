using System.IO.Compression;
using System.Text;
using KantanSim.Storage;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Storage;

/// <summary>A database that the version before wrote (layout 6), with changes that are only in its journal.</summary>
public sealed class MigrationTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-");
    readonly DirectoryInfo answers = Directory.CreateTempSubdirectory("kantansim-");

    public MigrationTests()
    {
        using var fixture = ZipFile.OpenRead(Path.Combine(Repository.Root, "Simulator.Tests", "Storage", "Fixtures", "layout-6.zip"));
        foreach (var entry in fixture.Entries)
            entry.ExtractToFile(Path.Combine((entry.FullName.StartsWith("data/", StringComparison.Ordinal) ? folder : answers).FullName, entry.Name));
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        answers.Delete(recursive: true);
    }

    [Fact]
    public async Task Migrated_database_answers_byte_for_byte_as_before()
    {
        var before = Files(folder);
        await using (var simulated = await SimulatorFixture.Start(folder.FullName, demoShop: true))
        {
            foreach (var answer in answers.GetFiles("*.json").Where(file => file.Name is not ("armed.json" or "arm-last.json" or "shops.json")))
                Assert.Equal(WithoutNotes(await File.ReadAllTextAsync(answer.FullName, TestContext.Current.CancellationToken)), WithoutNotes(await Asked(simulated, answer.Name)));
            // The demo shop's own URL follows the port.
            Assert.Equal("別の店", (await simulated.ShopById("other1")).Name);
            // The last change is in the journal only.
            Assert.Equal([1, 7], (await simulated.ArmedScenarios()).Select(arm => arm.Times));
        }
        Assert.Equal(before, Files(new(Path.Combine(folder.FullName, "layout-6"))));
        Assert.Empty(folder.GetFiles("kantansim.db"));
        // The next start finds a database of the present layout.
        await using var again = await SimulatorFixture.Start(folder.FullName, demoShop: true);
        Assert.Equal(9, (await again.Transactions()).Length);
        Assert.Equal(before, Files(new(Path.Combine(folder.FullName, "layout-6"))));
    }

    [Theory]
    [InlineData("kantansim.wal.new")]
    [InlineData("kantansim.data.new")]
    [InlineData("kantansim.wal")]
    public void Interrupted_migration_begins_anew(string leftover)
    {
        File.WriteAllText(Path.Combine(folder.FullName, leftover), "half written");
        using var store = Store.Open(folder.FullName);
        Assert.NotNull(store.Migrated);
        Assert.Null(store.UnhealthyReason);
        Assert.Empty(folder.GetFiles("*.new"));
    }

    [Fact]
    public void Migration_that_was_interrupted_behind_the_renaming_only_moves_the_former_files()
    {
        var before = Files(folder);
        Store.Open(folder.FullName).Dispose();
        foreach (var file in new DirectoryInfo(Path.Combine(folder.FullName, "layout-6")).GetFiles()) file.CopyTo(Path.Combine(folder.FullName, file.Name));
        using var store = Store.Open(folder.FullName);
        Assert.NotNull(store.Migrated);
        Assert.Equal(before, Files(new(Path.Combine(folder.FullName, "layout-6-2"))));
    }

    [Fact]
    public async Task Journal_of_the_former_version_counts_up_to_a_batch_that_was_cut_off()
    {
        var journal = Path.Combine(folder.FullName, "kantansim.journal");
        await using (var file = File.OpenWrite(journal)) file.SetLength(100);
        await using var simulated = await SimulatorFixture.Start(folder.FullName, demoShop: true);
        Assert.Equal([1], (await simulated.ArmedScenarios()).Select(arm => arm.Times));
        Assert.Equal(9, (await simulated.Transactions()).Length);
    }

    // They came to the API between the recording of the answers and the first release of this layout.
    static string WithoutNotes(string json) => json.Replace(",\"notes\":[]", "", StringComparison.Ordinal);

    static SortedDictionary<string, string> Files(DirectoryInfo folder) =>
        new(folder.GetFiles("kantansim*").Where(file => file.Extension != ".lock").ToDictionary(file => file.Name, file => Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName)))));

    static async Task<string> Asked(SimulatorFixture simulated, string name)
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
