using System.Globalization;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Tests.Storage;

/// <summary>Damaged, cut, emptied and deleted files: nothing is lost in silence, what is whole can be read, and nothing is written any more.</summary>
public sealed class DamageTests : IDisposable
{
    const int Rows = 400;
    const int Owners = 40;

    static readonly string[] Files = [DatabaseFiles.DataName, DatabaseFiles.LogName];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("bit", 120)]
    [InlineData("page", 30)]
    [InlineData("cut", 40)]
    [InlineData("emptied", 1)]
    [InlineData("deleted", 1)]
    public async Task Damage_is_reported_and_the_rest_stays_readable(string damage, int times)
    {
        foreach (var isClosed in new[] { false, true })
        {
            await Fill(folder.FullName, isClosed);
            DoesAndChecks(damage, times);
        }
    }

    [Fact]
    public async Task Files_of_two_databases_are_refused()
    {
        await Fill(folder.FullName, isClosed: true);
        using var other = new Copy(null);
        await Fill(other.Folder, isClosed: true);
        File.Copy(Path.Combine(other.Folder, DatabaseFiles.LogName), Path.Combine(folder.FullName, DatabaseFiles.LogName), overwrite: true);
        Assert.Contains("belongs to another", Assert.Throws<IOException>(() => Store.Open(folder.FullName)).Message, StringComparison.Ordinal);
    }

    void DoesAndChecks(string damage, int times)
    {
        var chance = new Random(2026);
        foreach (var name in Files)
        {
            for (var time = 0; time < times; time++)
            {
                using var copy = new Copy(folder);
                var what = Do(damage, Path.Combine(copy.Folder, name), chance);
                try { Check(copy.Folder, name); }
                catch (Exception fault) { throw new InvalidOperationException($"{name}, {what}: {fault.Message}", fault); }
            }
        }
    }

    [Fact]
    public async Task Damaged_page_that_is_read_refuses_changes_from_then_on_and_answers_other_reads()
    {
        await Fill(folder.FullName, isClosed: true);
        var file = new FileInfo(Path.Combine(folder.FullName, DatabaseFiles.DataName));
        using var store = Store.Open(folder.FullName);
        var (rows, _) = Shelves(store);
        // While it runs: every page but the first few.
        await using (var bytes = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            for (var at = PageFile.EndOf(8) + 100; at < bytes.Length; at += PageFile.BlockBytes) Flip(bytes, at);
        store.Verify(TestContext.Current.CancellationToken);
        Assert.Contains("kantansim.data is damaged at page 8", store.UnhealthyReason, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<IOException>(() => store.Write(writing => writing.Put(rows, 1, Row(2))));
        Assert.Equal(store.UnhealthyReason, refused.Message);
    }

    [Fact]
    public async Task Deleted_folder_is_noticed_at_the_next_write()
    {
        using var store = Store.Open(Path.Combine(folder.FullName, "data"));
        var (rows, _) = Shelves(store);
        await store.Write(writing => writing.Put(rows, 1, Row(1)));
        Directory.Delete(Path.Combine(folder.FullName, "data"), recursive: true);
        await Assert.ThrowsAsync<IOException>(() => store.Write(writing => writing.Put(rows, 2, Row(2))));
        Assert.Contains("kantansim.wal was deleted while KantanSim was running", store.UnhealthyReason, StringComparison.Ordinal);
        Assert.Null(rows.Find(2));
    }

    [Fact]
    public async Task Newer_layout_is_refused_in_one_line()
    {
        await Fill(folder.FullName, isClosed: true);
        await using (var file = File.Open(Path.Combine(folder.FullName, DatabaseFiles.DataName), FileMode.Open))
            await file.WriteAsync(new PageFileHeader(1, 1, 1, Layout: 99).ToBytes(), TestContext.Current.CancellationToken);
        var refused = Assert.Throws<IOException>(() => Store.Open(folder.FullName));
        Assert.Contains("made by a newer KantanSim (layout 99, this one reads 7)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    static string Do(string damage, string path, Random chance)
    {
        if (damage == "deleted")
        {
            File.Delete(path);
            return damage;
        }
        using var file = File.Open(path, FileMode.Open);
        switch (damage)
        {
            case "bit":
                var at = chance.NextInt64(file.Length);
                Flip(file, at);
                return $"bit of byte {at}";
            case "page":
                var page = chance.NextInt64((file.Length - PageFile.HeaderBytes) / PageFile.BlockBytes);
                file.Position = PageFile.EndOf(page);
                file.Write(new byte[PageFile.BlockBytes]);
                return $"page {page} zeroed";
            case "cut":
                var length = chance.Next(2) == 0 ? chance.NextInt64(file.Length) : PageFile.EndOf(chance.NextInt64((file.Length - PageFile.HeaderBytes) / PageFile.BlockBytes));
                file.SetLength(length);
                return $"cut to {length} bytes";
            default:
                file.SetLength(0);
                return damage;
        }
    }

    static void Check(string folder, string name)
    {
        Store store;
        try { store = Store.Open(folder); }
        catch (IOException refused)
        {
            // Which file, and what to do.
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
            Assert.Contains("another folder", refused.Message.Replace("delete kantansim.wal to go on", "another folder", StringComparison.Ordinal), StringComparison.Ordinal);
            return;
        }
        using (store)
        {
            store.Verify(TestContext.Current.CancellationToken);
            var lost = ReadAll(store);
            if (lost > 0) Assert.NotNull(store.UnhealthyReason);
            if (store.UnhealthyReason is { } trouble) Assert.Contains(name, trouble, StringComparison.Ordinal);
        }
    }

    /// <returns>How many rows cannot be read. None is other than it was.</returns>
    static int ReadAll(Store store)
    {
        var (rows, lists) = Shelves(store);
        var lost = 0;
        for (var number = 1; number <= Rows; number++)
            if (!Reads(() => Assert.Equal($"{number}", rows.Find(number)?.What))) lost++;
        for (var owner = 1; owner <= Owners; owner++)
            if (!Reads(() => Assert.Equal(Rows / Owners, lists.Read(owner).Count))) lost++;
        return lost;
    }

    static bool Reads(Action read)
    {
        try { read(); }
        catch (Exception fault) when (fault is DamagedPageException or LiteDB.LiteException) { return false; }
        return true;
    }

    // A log with the second half of it, as after a kill; an empty one when it was closed.
    static async Task Fill(string folder, bool isClosed = false)
    {
        using var source = new Copy(null);
        var store = Store.Open(source.Folder);
        var (rows, lists) = Shelves(store);
        for (var number = 1; number <= Rows; number++)
        {
            var row = number;
            await store.Write(writing =>
            {
                writing.Put(rows, row, Row(row));
                writing.Append(lists, (row % Owners) + 1, Row(row));
            });
            if (number != Rows / 2) continue;
            // Closing moves all to the data file.
            store.Dispose();
            store = Store.Open(source.Folder);
            (rows, lists) = Shelves(store);
        }
        if (isClosed) store.Dispose();
        else await store.Write(_ => CopyFiles(source.Folder, folder));
        if (isClosed) CopyFiles(source.Folder, folder);
        else store.Dispose();
    }

    static void CopyFiles(string from, string to)
    {
        foreach (var name in Files) File.Copy(Path.Combine(from, name), Path.Combine(to, name), overwrite: true);
    }

    static void Flip(FileStream file, long at)
    {
        file.Position = at;
        var one = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(one ^ (1 << (int)(at % 8))));
    }

    static (Table<long, TimelineEntry> Rows, ListTable<TimelineEntry> Lists) Shelves(Store store) =>
        (store.Table<TimelineEntry>("rows", TransactionJson.Default), store.ListTable<TimelineEntry>("lists", TransactionJson.Default));

    static TimelineEntry Row(int value) => new() { Number = null, From = "a", To = new('b', 500), What = value.ToString(CultureInfo.InvariantCulture), At = DateTimeOffset.UnixEpoch };

    sealed class Copy : IDisposable
    {
        readonly DirectoryInfo copied = Directory.CreateTempSubdirectory("kantansim-");

        public Copy(DirectoryInfo? of)
        {
            if (of is not null) CopyFiles(of.FullName, copied.FullName);
        }

        public string Folder => copied.FullName;

        public void Dispose() => copied.Delete(recursive: true);
    }
}
