namespace KantanSim.Storage;

/// <summary>
/// The batches that may not stand in the database yet, in files of their own that are synced before anybody is answered. LiteDB cannot
/// promise that: its commit returns while a thread still has the pages to write, and whoever is killed then has lost them.
/// Of the two files one grows; the other holds older batches, on their way to the database, or nothing: so it can be emptied meanwhile.
/// </summary>
internal sealed class Journal : IDisposable
{
    readonly JournalFile[] files;
    int current;

    Journal(JournalFile[] files) => this.files = files;

    /// <summary>How long the file is that grows, in bytes.</summary>
    public long Length => files[current].Length;

    /// <summary>Whether older batches lie in the other file.</summary>
    public bool HasOlder => files[1 - current].Length > 0;

    /// <exception cref="IOException">A file cannot be written.</exception>
    public static Journal Open(string folder)
    {
        var first = JournalFile.Open(Path.Combine(folder, "kantansim.journal"));
        try
        {
            return new([first, JournalFile.Open(Path.Combine(folder, "kantansim.journal-2"))]);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>All batches in their order.</summary>
    public List<(long Number, byte[] Batch)> Read() => [.. files.SelectMany(file => file.Read()).OrderBy(batch => batch.Number)];

    /// <summary>Answers when the batch is on disk.</summary>
    /// <exception cref="IOException">It is not, and will not be there at the next opening.</exception>
    public void Append(long number, JournalBatch batch) => files[current].Append(number, batch);

    /// <summary>From now on batches go to the other file, which holds nothing.</summary>
    public void Turn()
    {
        if (HasOlder) throw new InvalidOperationException("The older batches are not in the database yet.");
        current = 1 - current;
    }

    /// <summary>The older batches stand in the database, and that is on disk.</summary>
    public void EmptyOlder() => files[1 - current].Empty(keepsRoom: true);

    /// <summary>Everything stands in the database, and that is on disk.</summary>
    public void Empty()
    {
        foreach (var file in files) file.Empty(keepsRoom: false);
    }

    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
    }
}
