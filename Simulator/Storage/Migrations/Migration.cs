namespace KantanSim.Storage.Migrations;

/// <summary>
/// Migrates a database of layout 6. The new files are written beside the old ones and renamed when they are complete; then the old ones are
/// moved to a folder. After an interruption at any point either the old files are unchanged or the new ones are complete.
/// </summary>
internal static class Migration
{
    const long SpareBytes = 16 << 20;

    /// <returns>A sentence about the migration; null when there is no database of layout 6.</returns>
    /// <exception cref="IOException">
    /// There is not enough free space, or the old files are not a LiteDB database or have another layout.
    /// </exception>
    public static string? Run(string folder)
    {
        var old = Layout6.FileNames.Select(name => new FileInfo(Path.Combine(folder, name))).Where(file => file.Exists).ToList();
        if (old.Count == 0 || old[0].Name != Layout6.FileNames[0]) return null;
        if (!DatabaseBuilder.Exists(folder) && old.Exists(file => file.Length > 0)) Convert(folder, old.Sum(file => file.Length));
        var backup = MoveToBackup(folder, old);
        return $"The database was migrated from layout {Layout6.Number} to {PageFileHeader.CurrentLayout}; the old files are in {backup}";
    }

    static void Convert(string folder, long oldBytes)
    {
        CheckFreeSpace(folder, (2 * oldBytes) + SpareBytes);
        using var old = Layout6.Read(folder);
        DatabaseBuilder.Build(folder, target => Copy(old, target));
    }

    static void CheckFreeSpace(string folder, long needed)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (free >= needed) return;
        throw new IOException($"the migration of the database from layout {Layout6.Number} needs {needed >> 20} MB, "
            + $"and {free >> 20} MB are free; nothing was changed");
    }

    static void Copy(Layout6 old, DatabaseBuilder target)
    {
        foreach (var (name, value) in old.Metadata)
            target.Add(DocumentFormat.MetadataCollection, DocumentFormat.MetadataEntry(name, value));
        foreach (var (table, key, json) in old.Rows()) target.Add(table, DocumentFormat.Row(key, json));
        CopyTimelines(old, target);
        foreach (var block in old.Numbers().GroupBy(key => key.Number >> DocumentFormat.BlockBits))
        {
            var keys = block.Select(key => KeyValuePair.Create(key.Number, key.Key));
            target.Add(Layout6.NumbersCollection, DocumentFormat.Block(block.Key, null, keys)!);
        }
    }

    static void CopyTimelines(Layout6 old, DatabaseBuilder target)
    {
        var entry = 0L;
        foreach (var (owner, items) in old.Timelines())
        {
            entry++;
            target.Add(Layout6.TimelineCollection, DocumentFormat.Entry(entry, items));
            target.Add(DocumentFormat.Heads(Layout6.TimelineCollection), DocumentFormat.Head(owner, [entry]));
        }
    }

    static string MoveToBackup(string folder, List<FileInfo> old)
    {
        var backup = Path.Combine(folder, $"layout-{Layout6.Number}");
        for (var copy = 2; old.Exists(file => File.Exists(Path.Combine(backup, file.Name))); copy++)
            backup = Path.Combine(folder, $"layout-{Layout6.Number}-{copy}");
        DataFolder.Create(backup);
        // The first file, which shows that there is such a database, is moved last.
        foreach (var file in Enumerable.Reverse(old)) file.MoveTo(Path.Combine(backup, file.Name));
        return backup;
    }
}
