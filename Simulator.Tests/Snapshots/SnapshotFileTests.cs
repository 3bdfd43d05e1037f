using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Snapshots;

/// <summary>The files of snapshots. A damaged or foreign one is listed with its fault, and cannot be restored.</summary>
public sealed class SnapshotFileTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-snapshots-");

    string PathOf(string name) => Path.Combine(folder.FullName, "snapshots", $"{name}.jsonl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Header_names_the_format_the_shop_and_the_SHA_256_of_all_else()
    {
        await using var simulated = await WithSnapshot();
        var text = await File.ReadAllTextAsync(PathOf("base"), TestContext.Current.CancellationToken);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var header = JsonNode.Parse(text[..end])!;
        Assert.Equal(
            ("kantansim-snapshot", 1, "base", TestOrder.FirstShop),
            ((string)header["format"]!, (int)header["version"]!, (string)header["name"]!, (string)header["shopId"]!));
        var sum = (string)header["sha256"]!;
        var summed = text[..end].Replace(sum, "", StringComparison.Ordinal) + text[(end + 1)..];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(summed))), sum);
        Assert.Contains("""{"table":"transactions","key":1,"row":{"Number":1,""", text, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Folder_and_files_are_for_their_owner_only_and_no_temporary_file_is_left()
    {
        await using var simulated = await WithSnapshot();
        Assert.Equal("700", Mode(new DirectoryInfo(Path.Combine(folder.FullName, "snapshots"))));
        Assert.Equal("600", Mode(new FileInfo(PathOf("base"))));
        Assert.Equal([PathOf("base")], Directory.GetFiles(Path.Combine(folder.FullName, "snapshots")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_start_restricts_snapshots_that_others_could_read()
    {
        await (await WithSnapshot()).DisposeAsync();
        File.SetUnixFileMode(PathOf("base"), (UnixFileMode)0b110_110_110);
        await using var simulated = await SimulatorFixture.Start(folder.FullName);
        Assert.Equal("600", Mode(new FileInfo(PathOf("base"))));
    }

    [Theory]
    [InlineData("{}\n")]
    [InlineData("{\"format\":\"kantansim-export\",\"version\":1,\"secrets\":true}\n")]
    public async Task Foreign_file_is_listed_with_its_fault_and_restoring_it_changes_nothing(string content)
    {
        await using var simulated = await WithSnapshot();
        await File.WriteAllTextAsync(PathOf("foreign"), content, TestContext.Current.CancellationToken);
        await RestoreIsRefused(simulated, "foreign", "its first line is not the header of a kantansim-snapshot");
        await simulated.Send(HttpMethod.Delete, "/snapshots/foreign");
        Assert.False(File.Exists(PathOf("foreign")));
    }

    [Theory]
    [InlineData("\"version\":1,", "\"version\":2,", "its version is 2; this KantanSim reads 1 to 1")]
    [InlineData("\"Amount\":1000", "\"Amount\":1001", "its content does not match its SHA-256: it is damaged")]
    [InlineData("\"identifiers\":\"", "\"identifiers\":\"0", "it was taken from another database, whose AccessIDs are different")]
    public async Task Damaged_file_is_listed_with_its_fault_and_restoring_it_changes_nothing(string part, string damaged, string fault)
    {
        await using var simulated = await WithSnapshot();
        await Replace(part, damaged);
        await RestoreIsRefused(simulated, "base", fault);
    }

    [Theory]
    [InlineData("\"shopId\":\"tshop00000001\"", "\"shopId\":null")]
    [InlineData("\"payments\":1", "\"payments\":2")]
    public async Task Header_is_part_of_the_checksum(string part, string damaged)
    {
        await using var simulated = await WithSnapshot();
        await Replace(part, damaged);
        await RestoreIsRefused(simulated, "base", "its content does not match its SHA-256: it is damaged");
    }

    // A pipe has no length. Opening it would wait for somebody who writes.
    [Fact]
    public async Task Empty_file_and_link_are_listed_with_their_faults_and_not_opened()
    {
        await using var simulated = await WithSnapshot();
        await File.WriteAllTextAsync(PathOf("empty"), "", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(PathOf("link"), PathOf("nowhere"));
        await RestoreIsRefused(simulated, "empty", "its file is empty");
        await RestoreIsRefused(simulated, "link", "its file is a link");
        Assert.Equal(3, (await simulated.Read<ListDto<SnapshotDto>>("/snapshots")).Items.Length);
    }

    // In place and with the same time: the list does not read the file again, but the restore does.
    [Fact]
    public async Task Damage_that_the_list_does_not_see_is_found_before_a_restore()
    {
        await using var simulated = await WithSnapshot();
        await simulated.Read<ListDto<SnapshotDto>>("/snapshots");
        var changedAt = File.GetLastWriteTimeUtc(PathOf("base"));
        await Replace("\"Amount\":1000", "\"Amount\":1001");
        File.SetLastWriteTimeUtc(PathOf("base"), changedAt);
        await RestoreIsRefused(simulated, "base", "its content does not match its SHA-256: it is damaged", isListed: false);
    }

    async Task<SimulatorFixture> WithSnapshot()
    {
        var simulated = await SimulatorFixture.Start(folder.FullName);
        await simulated.RequestPayment("FILE-1");
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "base", shopId = TestOrder.FirstShop });
        await simulated.RequestPayment("FILE-2");
        return simulated;
    }

    async Task Replace(string part, string by)
    {
        var text = await File.ReadAllTextAsync(PathOf("base"), TestContext.Current.CancellationToken);
        Assert.Contains(part, text, StringComparison.Ordinal);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("base"), text[..at] + by + text[(at + part.Length)..], TestContext.Current.CancellationToken);
    }

    static async Task RestoreIsRefused(SimulatorFixture simulated, string name, string fault, bool isListed = true)
    {
        if (isListed) Assert.Equal(fault, (await simulated.Read<SnapshotDto>($"/snapshots/{name}")).Fault);
        var problem = await simulated.ProblemOf(HttpMethod.Post, $"/snapshots/{name}/restore");
        Assert.Equal(409, problem.Status);
        Assert.Contains(fault, problem.Detail, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await simulated.Transactions()).Length);
    }

    [UnsupportedOSPlatform("windows")]
    static string Mode(FileSystemInfo entry) => Convert.ToString((int)entry.UnixFileMode, 8);
}
