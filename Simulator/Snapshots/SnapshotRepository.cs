using System.Collections.Concurrent;
using System.Globalization;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;

namespace KantanSim.Snapshots;

/// <summary>A snapshot in the list: what its header says, or why it cannot be restored.</summary>
/// <param name="Header">Null when there is a fault.</param>
internal sealed record SnapshotEntry(string Name, long Bytes, SnapshotHeader? Header, SnapshotException? Fault);

/// <summary>The stored snapshots. Names are compared without case.</summary>
internal sealed class SnapshotRepository(SnapshotStorage storage, SnapshotLimits limits, IdentifierGenerator identifiers)
{
    public const int MaxNameLength = 64;

    // A file is read again only after it has changed.
    readonly ConcurrentDictionary<StoredSnapshot, SnapshotEntry> verified = new();

    /// <summary>By name.</summary>
    public IReadOnlyList<SnapshotEntry> List()
    {
        var stored = storage.List();
        foreach (var gone in verified.Keys.Except(stored)) verified.TryRemove(gone, out _);
        return [.. stored.Select(one => verified.GetOrAdd(one, Verify)).OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The snapshot with this name, in any case; null when there is none.</summary>
    public SnapshotEntry? Find(string name)
    {
        var found = List().Where(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Find(entry => entry.Name == name) ?? found.FirstOrDefault();
    }

    /// <summary>1 to 64 letters, digits, -, _ and ., which is not the first.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <exception cref="SnapshotException">There are as many snapshots as the limit allows.</exception>
    public void ThrowIfFull()
    {
        var count = storage.List().Count;
        if (count < limits.MaxSnapshots) return;
        var (now, limit) = (Text(count), Text(limits.MaxSnapshots));
        throw new SnapshotException(
            $"there are {now} snapshots, and the limit is {limit}: delete one", $"スナップショットは {now} 件あり、上限は {limit} 件です。不要なものを削除してください");
    }

    /// <summary>Adds a snapshot, or replaces the one with its name.</summary>
    /// <exception cref="SnapshotException">It is longer than the limit.</exception>
    public SnapshotEntry Save(SnapshotHeader header, IEnumerable<ExportLine> lines)
    {
        storage.Write(header.Name, SnapshotFile.Write(header with { Identifiers = identifiers.KeyId }, lines, limits.MaxBytes));
        return Find(header.Name)!;
    }

    /// <exception cref="SnapshotException">It is damaged.</exception>
    public (SnapshotHeader Header, RowSet Rows) Read(SnapshotEntry entry)
    {
        if (entry.Fault is { } fault) throw fault;
        // Verified again, because the content may be damaged without a change of length and time.
        var content = storage.Read(entry.Name);
        return (SnapshotFile.Verify(content, identifiers.KeyId), SnapshotFile.Rows(content));
    }

    public void Delete(SnapshotEntry entry) => storage.Delete(entry.Name);

    SnapshotEntry Verify(StoredSnapshot stored)
    {
        try
        {
            if (!IsName(stored.Name)) throw new SnapshotException("its file name is not a snapshot's name", "ファイル名がスナップショットの名前として正しくありません");
            if (stored.IsLink) throw new SnapshotException("its file is a link", "ファイルがリンクです");
            // A pipe has no length either, and opening it would wait for a writer.
            if (stored.Bytes == 0) throw new SnapshotException("its file is empty", "ファイルが空です");
            if (stored.Bytes > limits.MaxBytes) throw TooLong(stored.Bytes);
            return new(stored.Name, stored.Bytes, SnapshotFile.Verify(storage.Read(stored.Name), identifiers.KeyId), null);
        }
        catch (SnapshotException fault)
        {
            return new(stored.Name, stored.Bytes, null, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(stored.Name, stored.Bytes, null, SnapshotFile.Unreadable(fault.Message, fault));
        }
    }

    SnapshotException TooLong(long bytes) => new(
        $"it has {Text(bytes)} bytes, and the limit is {Text(limits.MaxBytes)}",
        $"{Text(bytes)} バイトあり、上限の {Text(limits.MaxBytes)} バイトを超えています");

    static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
