using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using LiteDB;

namespace KantanSim.Storage.Migrations;

/// <summary>
/// The kind of a change in the journal of layout 6. The values are stored. <c>SetKey</c> sets or removes the AccessID of a payment number.
/// </summary>
internal enum JournalVerb : byte { Put, Delete, Append, Drop, SetKey }

/// <summary>A change in the journal of layout 6.</summary>
internal sealed record JournalChange(JournalVerb Verb, string Collection, BsonValue Key, byte[] Json)
{
    const int LengthBytes = 4;
    const int NumberBytes = 8;
    const int ChecksumBytes = 8;
    const int HeaderBytes = LengthBytes + NumberBytes + ChecksumBytes;

    /// <summary>The changes of all batches with a number above <paramref name="settled"/>, in their order.</summary>
    public static IEnumerable<JournalChange> After(long settled, string folder) =>
        Layout6.JournalNames.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .SelectMany(Batches)
            .Where(batch => batch.Number > settled)
            .OrderBy(batch => batch.Number)
            .SelectMany(batch => Read(batch.Content));

    // A batch is: length (4) · number (8) · checksum (8) · content. The first invalid batch ends the journal: it was never acknowledged.
    static IEnumerable<(long Number, byte[] Content)> Batches(string path)
    {
        var file = File.ReadAllBytes(path);
        long? before = null;
        for (var at = 0; at + HeaderBytes <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
            if (length <= 0 || length > file.Length - at - HeaderBytes) yield break;
            var batch = file.AsMemory(at, HeaderBytes + length);
            var number = BinaryPrimitives.ReadInt64LittleEndian(batch.Span[LengthBytes..]);
            var checksum = BinaryPrimitives.ReadUInt64LittleEndian(batch.Span[(LengthBytes + NumberBytes)..]);
            if (Checksum(batch.Span) != checksum) yield break;
            if (before is not null && number != before + 1) yield break;
            yield return (number, batch[HeaderBytes..].ToArray());
            before = number;
            at += HeaderBytes + length;
        }
    }

    static IEnumerable<JournalChange> Read(byte[] batch)
    {
        using var from = new BinaryReader(new MemoryStream(batch));
        while (from.BaseStream.Position < from.BaseStream.Length)
        {
            var verb = (JournalVerb)from.ReadByte();
            var collection = from.ReadString();
            _ = Layout6.ReadKey(from);
            yield return new(verb, collection, Layout6.ReadKey(from), from.ReadBytes(from.ReadInt32()));
        }
    }

    // Two CRC-32C over alternating words: the first begins with the number, the second with the length. The remaining bytes go to the
    // first.
    static ulong Checksum(ReadOnlySpan<byte> batch)
    {
        var first = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(batch[LengthBytes..]));
        var second = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(batch));
        var content = batch[HeaderBytes..];
        var words = MemoryMarshal.Cast<byte, ulong>(content);
        var at = 0;
        for (; at + 1 < words.Length; at += 2)
        {
            first = BitOperations.Crc32C(first, words[at]);
            second = BitOperations.Crc32C(second, words[at + 1]);
        }
        foreach (var value in content[(at * sizeof(ulong))..]) first = BitOperations.Crc32C(first, value);
        return ((ulong)first << 32) | second;
    }
}
