using LiteDB;

namespace KantanSim.Storage.Migrations;

/// <summary>
/// Brings a database of layout 6 to the present one. The new files are written beside the old ones and take their names when they are whole; then the old
/// ones are moved to a folder of their own. An interruption at any moment leaves the old ones as they were, or the new ones whole.
/// </summary>
internal static class Migration
{
    const string Unfinished = ".new";
    /// <summary>How many documents one transaction writes.</summary>
    const int AtOnce = 2_000;
    const long MaxLogPages = (8 << 20) / PageFile.PageBytes;
    const long SpareBytes = 16 << 20;

    static readonly string[] Names = [DatabaseFiles.LogName, DatabaseFiles.DataName];

    /// <returns>What was done, as a sentence; null when there is nothing of an older layout.</returns>
    /// <exception cref="IOException">There is no room, or the old files are no database or of another layout.</exception>
    public static string? Run(string folder)
    {
        var old = Layout6.FileNames.Select(name => new FileInfo(Path.Combine(folder, name))).Where(file => file.Exists).ToList();
        if (old.Count == 0 || old[0].Name != Layout6.FileNames[0]) return null;
        if (!Names.All(name => File.Exists(Path.Combine(folder, name))) && old.Exists(file => file.Length > 0)) Convert(folder, old.Sum(file => file.Length));
        return $"The database was migrated from layout {Layout6.Number} to {PageFileHeader.CurrentLayout}; the former files are kept in {Keep(folder, old)}";
    }

    static void Convert(string folder, long bytes)
    {
        foreach (var name in Names)
            foreach (var leftover in new[] { name, name + Unfinished }) File.Delete(Path.Combine(folder, leftover));
        var needed = (2 * bytes) + SpareBytes;
        if (new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace is var free && free < needed)
            throw new IOException($"{needed >> 20} MB are needed to migrate the database of layout {Layout6.Number}, and {free >> 20} MB are free; nothing was changed");
        using (var old = Layout6.Read(folder))
        using (var target = new Target(folder)) Copy(old, target);
        foreach (var name in Names) File.Move(Path.Combine(folder, name + Unfinished), Path.Combine(folder, name));
    }

    static void Copy(Layout6 old, Target target)
    {
        foreach (var (name, value) in old.Facts) target.Add(Documents.Facts, Documents.Fact(name, value));
        foreach (var (table, key, json) in old.Rows()) target.Add(table, Documents.Row(key, json));
        var entry = 0L;
        foreach (var (owner, items) in old.Timelines())
        {
            target.Add(Layout6.TimelineShelf, Documents.Entry(++entry, items));
            target.Add(Documents.Heads(Layout6.TimelineShelf), Documents.Head(owner, [entry]));
        }
        foreach (var block in old.Numbers().GroupBy(key => key.Number >> Documents.BlockBits))
            target.Add(Layout6.NumbersShelf, Documents.Block(block.Key, null, block.Select(key => KeyValuePair.Create(key.Number, key.Key)))!);
    }

    static string Keep(string folder, List<FileInfo> old)
    {
        var kept = Path.Combine(folder, $"layout-{Layout6.Number}");
        for (var copy = 2; old.Exists(file => File.Exists(Path.Combine(kept, file.Name))); copy++) kept = Path.Combine(folder, $"layout-{Layout6.Number}-{copy}");
        DataFolder.Create(kept);
        // The first one tells that there is such a database: it goes last.
        foreach (var file in Enumerable.Reverse(old)) file.MoveTo(Path.Combine(kept, file.Name));
        return kept;
    }

    /// <summary>The new files, under their unfinished names.</summary>
    sealed class Target : IDisposable
    {
        readonly Database database;
        readonly List<(string Collection, BsonDocument Document)> waiting = [];

        public Target(string folder) => database = new(new DatabaseFiles(
            new FileDevice(Path.Combine(folder, DatabaseFiles.DataName + Unfinished)), new FileDevice(Path.Combine(folder, DatabaseFiles.LogName + Unfinished))));

        public void Add(string collection, BsonDocument document)
        {
            waiting.Add((collection, document));
            if (waiting.Count == AtOnce) Write();
        }

        public void Dispose()
        {
            Write();
            database.Checkpoint();
            database.Dispose();
        }

        void Write()
        {
            if (waiting.Count == 0) return;
            database.Commit(collection => waiting.ForEach(one => collection(one.Collection).Insert(one.Document)));
            database.Sync();
            waiting.Clear();
            if (database.LogPages > MaxLogPages) database.Checkpoint();
        }
    }
}
