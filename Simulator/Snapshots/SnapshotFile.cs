using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KantanSim.Storage.Transfer;

namespace KantanSim.Snapshots;

/// <summary>The bytes of a snapshot, JSON lines: a <see cref="SnapshotHeader"/>, then rows as <see cref="ExportFormat"/>.</summary>
internal static class SnapshotFile
{
    const byte LineEnd = (byte)'\n';

    /// <summary>The lines of a snapshot, each with its line end. Not one array, so that the rows are in memory only once.</summary>
    /// <exception cref="SnapshotException">They are longer than the limit.</exception>
    public static IReadOnlyList<byte[]> Write(SnapshotHeader header, IEnumerable<ExportLine> lines, int maxBytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(WithoutSum(header));
        List<byte[]> written = [];
        var length = 0L;
        foreach (var line in lines)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line.Write() + (char)LineEnd);
            hash.AppendData(bytes);
            written.Add(bytes);
            length += bytes.Length;
            if (length > maxBytes) throw TooLong(maxBytes);
        }
        var complete = header with { Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
        byte[] first = [.. JsonSerializer.SerializeToUtf8Bytes(complete, SnapshotJson.Default.SnapshotHeader), LineEnd];
        if (length + first.Length > maxBytes) throw TooLong(maxBytes);
        written.Insert(0, first);
        return written;
    }

    /// <summary>Reads the header and compares the checksum.</summary>
    /// <param name="identifiers">The key of this database: see <see cref="SnapshotHeader.Identifiers"/>.</param>
    /// <exception cref="SnapshotException">The file is damaged, or of another program, version or database.</exception>
    public static SnapshotHeader Verify(ReadOnlySpan<byte> file, string identifiers)
    {
        var header = Header(file) ?? throw new SnapshotException(
            $"its first line is not the header of a {SnapshotHeader.FormatName}", $"先頭行が {SnapshotHeader.FormatName} のヘッダーではありません");
        if (header.Version is < 1 or > SnapshotHeader.CurrentVersion) throw OtherVersion(header.Version);
        if (header.Identifiers != identifiers)
        {
            throw new SnapshotException(
                "it was taken from another database, whose AccessIDs are different", "別のデータベースのスナップショットです（AccessIDの生成方法が異なります）");
        }
        if (Sum(header, Body(file)) == header.Sha256) return header;
        throw new SnapshotException("its content does not match its SHA-256: it is damaged", "内容がSHA-256と一致しません（破損しています）");
    }

    /// <exception cref="SnapshotException">A line is invalid.</exception>
    public static RowSet Rows(byte[] file)
    {
        var rows = new RowSet();
        var number = 1;
        using var reader = new StreamReader(new MemoryStream(file), new UTF8Encoding(false));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            number++;
            try { rows.Add(ExportLine.Parse(line)); }
            catch (FormatException fault) { throw Unreadable($"line {number}: {fault.Message}", fault); }
        }
        return rows;
    }

    public static SnapshotException Unreadable(string reason, Exception cause) =>
        new($"it cannot be read: {reason}", $"内容を読み取れません：{reason}", cause);

    static SnapshotHeader? Header(ReadOnlySpan<byte> file)
    {
        var end = file.IndexOf(LineEnd);
        if (end < 0) return null;
        try
        {
            var header = JsonSerializer.Deserialize(file[..end], SnapshotJson.Default.SnapshotHeader);
            return header?.Format == SnapshotHeader.FormatName ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Sum(SnapshotHeader header, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(WithoutSum(header));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The header is part of the sum, except for the sum itself.
    static byte[] WithoutSum(SnapshotHeader header) =>
        JsonSerializer.SerializeToUtf8Bytes(header with { Sha256 = "" }, SnapshotJson.Default.SnapshotHeader);

    static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> file) => file[(file.IndexOf(LineEnd) + 1)..];

    static SnapshotException OtherVersion(int version) => new(
        $"its version is {version}; this KantanSim reads 1 to {SnapshotHeader.CurrentVersion}",
        $"バージョンが {version} です。このKantanSimが読めるのは 1～{SnapshotHeader.CurrentVersion} です");

    static SnapshotException TooLong(int maxBytes)
    {
        var limit = maxBytes.ToString("N0", CultureInfo.InvariantCulture);
        return new($"it would be longer than {limit} bytes, the limit of a snapshot", $"スナップショットの上限 {limit} バイトを超えます");
    }
}
