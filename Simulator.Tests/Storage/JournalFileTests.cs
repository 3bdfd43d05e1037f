using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

/// <summary>The journal file is preallocated and reused: older batches after the last one must never be read.</summary>
public sealed class JournalFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kantansim-").FullName;

    [Fact]
    public void Batches_of_the_same_length_as_older_ones_are_read_without_their_remains()
    {
        using var file = Opened("a");
        for (var number = 1; number <= 5; number++) Append(file, number);
        file.Empty(keepsRoom: true);
        Append(file, 6);
        Append(file, 7);
        Assert.Equal([6, 7], ReadFrom("a"));
    }

    [Fact]
    public void An_emptied_file_has_no_batches()
    {
        using var file = Opened("b");
        for (var number = 1; number <= 5; number++) Append(file, number);
        file.Empty(keepsRoom: true);
        Assert.Empty(ReadFrom("b"));
        file.Empty(keepsRoom: false);
        Assert.Equal(0, new FileInfo(Path.Combine(folder, "b")).Length);
    }

    [Fact]
    public void A_batch_longer_than_the_preallocated_room_is_kept_whole()
    {
        using var file = Opened("c");
        Append(file, 1);
        Append(file, 2, bytes: 700_000);
        Append(file, 3);
        Assert.Equal([1, 2, 3], ReadFrom("c"));
    }

    [Fact]
    public void A_batch_with_any_changed_byte_ends_the_file()
    {
        int before;
        using (var file = Opened("d"))
        {
            for (var number = 1; number <= 3; number++) Append(file, number);
            file.Empty(keepsRoom: true);
            Append(file, 4);
            before = (int)file.Length;
            Append(file, 5);
        }
        var path = Path.Combine(folder, "d");
        var bytes = File.ReadAllBytes(path);
        foreach (var at in Enumerable.Range(before, Length(path) - before))
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Equal([4], ReadFrom("d"));
            bytes[at] ^= 1;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    JournalFile Opened(string name) => JournalFile.Open(Path.Combine(folder, name));

    static int Length(string path)
    {
        using var file = JournalFile.Open(path);
        file.Read();
        return (int)file.Length;
    }

    // Reads a copy, since the file is open: what a kill would leave.
    long[] ReadFrom(string name)
    {
        var copy = Path.Combine(folder, name + "-copy");
        File.Copy(Path.Combine(folder, name), copy, overwrite: true);
        using var file = JournalFile.Open(copy);
        return [.. file.Read().Select(batch => batch.Number)];
    }

    static void Append(JournalFile file, long number, int bytes = 50)
    {
        using var batch = new JournalBatch();
        batch.Add(new(JournalVerb.Put, "rows", number, number, new byte[bytes]));
        file.Append(number, batch);
    }
}
