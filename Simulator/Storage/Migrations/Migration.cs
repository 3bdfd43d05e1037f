namespace KantanSim.Storage.Migrations;

/// <summary>
/// Brings a database of layout 6 to the present one. The new files are written beside the old ones and take their names when they are whole; then the old
/// ones are moved to a folder of their own. An interruption at any moment leaves the old ones as they were, or the new ones whole.
/// </summary>
internal static class Migration
{
    const long SpareBytes = 16 << 20;

    /// <returns>What was done, as a sentence; null when there is nothing of an older layout.</returns>
    /// <exception cref="IOException">There is no room, or the old files are no database or of another layout.</exception>
    public static string? Run(string folder)
    {
        var old = Layout6.FileNames.Select(name => new FileInfo(Path.Combine(folder, name))).Where(file => file.Exists).ToList();
        if (old.Count == 0 || old[0].Name != Layout6.FileNames[0]) return null;
        if (!DatabaseBuilder.Exists(folder) && old.Exists(file => file.Length > 0)) Convert(folder, old.Sum(file => file.Length));
        return $"The database was migrated from layout {Layout6.Number} to {PageFileHeader.CurrentLayout}; the former files are kept in {Keep(folder, old)}";
    }

    static void Convert(string folder, long bytes)
    {
        var needed = (2 * bytes) + SpareBytes;
        if (new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace is var free && free < needed)
            throw new IOException($"{needed >> 20} MB are needed to migrate the database of layout {Layout6.Number}, and {free >> 20} MB are free; nothing was changed");
        using var old = Layout6.Read(folder);
        DatabaseBuilder.Build(folder, target => Copy(old, target));
    }

    static void Copy(Layout6 old, DatabaseBuilder target)
    {
        foreach (var (name, value) in old.Facts) target.Add(DocumentFormat.MetadataCollection, DocumentFormat.MetadataEntry(name, value));
        foreach (var (table, key, json) in old.Rows()) target.Add(table, DocumentFormat.Row(key, json));
        var entry = 0L;
        foreach (var (owner, items) in old.Timelines())
        {
            target.Add(Layout6.TimelineShelf, DocumentFormat.Entry(++entry, items));
            target.Add(DocumentFormat.Heads(Layout6.TimelineShelf), DocumentFormat.Head(owner, [entry]));
        }
        foreach (var block in old.Numbers().GroupBy(key => key.Number >> DocumentFormat.BlockBits))
            target.Add(Layout6.NumbersShelf, DocumentFormat.Block(block.Key, null, block.Select(key => KeyValuePair.Create(key.Number, key.Key)))!);
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
}
