using System.Collections.Concurrent;
using KantanSim.Storage;

namespace KantanSim.Snapshots;

/// <summary>A stored snapshot, read or not.</summary>
/// <param name="ChangedAt">The time of the last write in ticks; a counter in memory.</param>
/// <param name="IsLink">Whether its file is a symbolic link, which is not followed.</param>
internal sealed record StoredSnapshot(string Name, long Bytes, long ChangedAt, bool IsLink = false);

/// <summary>Where the bytes of snapshots are kept, by name.</summary>
internal abstract class SnapshotStorage
{
    /// <param name="data">The data folder, or <c>:memory:</c>.</param>
    public static SnapshotStorage For(string data) =>
        data == Store.InMemory ? new InMemory() : new InFolder(Path.Combine(data, DataFolder.Snapshots));

    /// <exception cref="IOException">The folder cannot be read.</exception>
    public abstract IReadOnlyList<StoredSnapshot> List();

    public abstract byte[] Read(string name);

    /// <summary>Adds or replaces a snapshot, given as lines, as a whole or not at all. It is on disk afterwards.</summary>
    public abstract void Write(string name, IReadOnlyList<byte[]> lines);

    public abstract void Delete(string name);

    sealed class InMemory : SnapshotStorage
    {
        readonly ConcurrentDictionary<string, (byte[] Content, long ChangedAt)> all = new();
        long changes;

        public override IReadOnlyList<StoredSnapshot> List() =>
            [.. all.Select(one => new StoredSnapshot(one.Key, one.Value.Content.Length, one.Value.ChangedAt))];

        public override byte[] Read(string name) => all[name].Content;

        public override void Write(string name, IReadOnlyList<byte[]> lines)
        {
            var content = new byte[lines.Sum(line => line.Length)];
            var end = 0;
            foreach (var line in lines)
            {
                line.CopyTo(content, end);
                end += line.Length;
            }
            all[name] = (content, Interlocked.Increment(ref changes));
        }

        public override void Delete(string name) => all.TryRemove(name, out _);
    }

    sealed class InFolder(string folder) : SnapshotStorage
    {
        const string Extension = ".jsonl";
        const int BufferBytes = 1 << 16;

        public override IReadOnlyList<StoredSnapshot> List() => !Directory.Exists(folder) ? [] :
        [
            .. new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Name.EndsWith(Extension, StringComparison.Ordinal))
                .Select(file => new StoredSnapshot(
                    file.Name[..^Extension.Length], file.Length, file.LastWriteTimeUtc.Ticks, file.LinkTarget is not null)),
        ];

        public override byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

        // Flushed before it is renamed, so that a crash leaves the old file or the new one.
        public override void Write(string name, IReadOnlyList<byte[]> lines)
        {
            DataFolder.Create(folder);
            var temporary = PathOf(name) + ".new";
            try
            {
                File.Delete(temporary);
                using (var file = DataFolder.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    using var stream = new BufferedStream(file, BufferBytes);
                    foreach (var line in lines) stream.Write(line);
                    stream.Flush();
                    file.Flush(flushToDisk: true);
                }
                File.Move(temporary, PathOf(name), overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }

        public override void Delete(string name) => File.Delete(PathOf(name));

        string PathOf(string name) => Path.Combine(folder, name + Extension);
    }
}
