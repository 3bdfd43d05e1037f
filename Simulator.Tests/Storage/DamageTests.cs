using System.Globalization;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Tests.Storage;

/// <summary>
/// Damaged, truncated, emptied and deleted files: the loss is reported, intact data stays readable, and nothing is written any more.
/// </summary>
public sealed class DamageTests : IDisposable
{
    const int Rows = 200;
    const int Owners = 20;

    static readonly string[] FileNames = [DatabaseFiles.DataName, DatabaseFiles.LogName];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("bit", 60)]
    [InlineData("page", 15)]
    [InlineData("cut", 20)]
    [InlineData("emptied", 1)]
    [InlineData("deleted", 1)]
    public async Task Damage_is_reported_and_the_rest_stays_readable(string damage, int times)
    {
        foreach (var isClosed in new[] { false, true })
        {
            await Fill(folder.FullName, isClosed);
            DamageAndCheck(damage, times);
        }
    }

    void DamageAndCheck(string damage, int times)
    {
        var random = new Random(2026);
        foreach (var name in FileNames)
        {
            for (var time = 0; time < times; time++)
            {
                using var copy = new DatabaseCopy(folder);
                var what = Apply(damage, Path.Combine(copy.Folder, name), random);
                try { Check(copy.Folder, name); }
                catch (Exception fault) { throw new InvalidOperationException($"{name}, {what}: {fault.Message}", fault); }
            }
        }
    }

    [Fact]
    public async Task Files_of_two_databases_are_refused()
    {
        await Fill(folder.FullName, isClosed: true);
        using var other = new DatabaseCopy(null);
        await Fill(other.Folder, isClosed: true);
        var log = Path.Combine(folder.FullName, DatabaseFiles.LogName);
        File.Copy(Path.Combine(other.Folder, DatabaseFiles.LogName), log, overwrite: true);
        var refused = Assert.Throws<IOException>(() => Store.Open(folder.FullName));
        Assert.Contains("belongs to another", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_refused_after_a_damaged_page_was_found()
    {
        await Fill(folder.FullName, isClosed: true);
        var file = new FileInfo(Path.Combine(folder.FullName, DatabaseFiles.DataName));
        using var store = Store.Open(folder.FullName);
        var (rows, _) = OpenCollections(store);
        // Every page but the first few is damaged while the store is open.
        await using (var bytes = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            for (var at = PageBlock.OffsetOf(8) + 100; at < bytes.Length; at += PageFile.BlockBytes) FlipBit(bytes, at);
        store.Verify(TestContext.Current.CancellationToken);
        Assert.Contains("kantansim.data is damaged at page 8", store.UnhealthyReason, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<IOException>(() => store.Write(work => work.Put(rows, 1, Row(2))));
        Assert.Equal(store.UnhealthyReason, refused.Message);
    }

    [Fact]
    public async Task Deleted_folder_is_noticed_at_the_next_write()
    {
        using var store = Store.Open(Path.Combine(folder.FullName, "data"));
        var (rows, _) = OpenCollections(store);
        await store.Write(work => work.Put(rows, 1, Row(1)));
        Directory.Delete(Path.Combine(folder.FullName, "data"), recursive: true);
        await Assert.ThrowsAsync<IOException>(() => store.Write(work => work.Put(rows, 2, Row(2))));
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

    /// <returns>A description for the message of a failed test.</returns>
    static string Apply(string damage, string path, Random random)
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
                var at = random.NextInt64(file.Length);
                FlipBit(file, at);
                return $"bit of byte {at}";
            case "page":
                var page = RandomPage(file, random);
                file.Position = PageBlock.OffsetOf(page);
                file.Write(new byte[PageFile.BlockBytes]);
                return $"page {page} zeroed";
            case "cut":
                var length = random.Next(2) == 0 ? random.NextInt64(file.Length) : PageBlock.OffsetOf(RandomPage(file, random));
                file.SetLength(length);
                return $"cut to {length} bytes";
            default:
                file.SetLength(0);
                return damage;
        }
    }

    static long RandomPage(FileStream file, Random random) =>
        random.NextInt64((file.Length - PageFile.HeaderBytes) / PageFile.BlockBytes);

    static void Check(string folder, string name)
    {
        Store store;
        try { store = Store.Open(folder); }
        catch (IOException refused)
        {
            // The message names the file and says what to do.
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
            Assert.Matches("another folder|delete kantansim.wal to continue", refused.Message);
            return;
        }
        using (store)
        {
            store.Verify(TestContext.Current.CancellationToken);
            var lost = CountUnreadable(store);
            if (lost > 0) Assert.NotNull(store.UnhealthyReason);
            if (store.UnhealthyReason is { } reason) Assert.Contains(name, reason, StringComparison.Ordinal);
        }
    }

    /// <summary>Reads everything, and fails if anything readable has changed.</summary>
    /// <returns>The number of rows and lists that cannot be read.</returns>
    static int CountUnreadable(Store store)
    {
        var (rows, lists) = OpenCollections(store);
        var lost = 0;
        for (var number = 1; number <= Rows; number++)
            if (!IsReadable(() => Assert.Equal($"{number}", rows.Find(number)?.What))) lost++;
        for (var owner = 1; owner <= Owners; owner++)
            if (!IsReadable(() => Assert.Equal(Rows / Owners, lists.Read(owner).Count))) lost++;
        return lost;
    }

    static bool IsReadable(Action read)
    {
        try { read(); }
        catch (Exception fault) when (fault is DamagedPageException or LiteDB.LiteException) { return false; }
        return true;
    }

    // Copies the files of a closed store, or those of a killed one: then the second half of the rows is only in the log.
    static async Task Fill(string folder, bool isClosed)
    {
        using var source = new DatabaseCopy(null);
        using (var store = Store.Open(source.Folder)) await Put(store, 1, Rows / 2);
        // Closing has moved the first half to the data file.
        using (var store = Store.Open(source.Folder))
        {
            await Put(store, (Rows / 2) + 1, Rows);
            if (!isClosed) await store.Write(_ => CopyFiles(source.Folder, folder));
        }
        if (isClosed) CopyFiles(source.Folder, folder);
    }

    static async Task Put(Store store, int first, int last)
    {
        var (rows, lists) = OpenCollections(store);
        for (var number = first; number <= last; number++)
        {
            var row = number;
            await store.Write(work =>
            {
                work.Put(rows, row, Row(row));
                work.Append(lists, (row % Owners) + 1, Row(row));
            });
        }
    }

    static void CopyFiles(string from, string to)
    {
        foreach (var name in FileNames) File.Copy(Path.Combine(from, name), Path.Combine(to, name), overwrite: true);
    }

    static void FlipBit(FileStream file, long at)
    {
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ (1 << (int)(at % 8))));
    }

    static (Table<long, TimelineEntry> Rows, ListTable<TimelineEntry> Lists) OpenCollections(Store store) =>
        (store.Table<TimelineEntry>("rows", TransactionJson.Default), store.ListTable<TimelineEntry>("lists", TransactionJson.Default));

    static TimelineEntry Row(int value) => new()
    {
        From = "a",
        To = new('b', 500),
        What = value.ToString(CultureInfo.InvariantCulture),
        At = DateTimeOffset.UnixEpoch,
    };

    /// <summary>A temporary folder, with a copy of a database if one is given.</summary>
    sealed class DatabaseCopy : IDisposable
    {
        readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("kantansim-");

        public DatabaseCopy(DirectoryInfo? of)
        {
            if (of is not null) CopyFiles(of.FullName, copy.FullName);
        }

        public string Folder => copy.FullName;

        public void Dispose() => copy.Delete(recursive: true);
    }
}
