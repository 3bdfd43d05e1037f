using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using LiteDB;

namespace KantanSim.Storage.Migrations;

/// <summary>What a change of layout 6's journal does. Mark gives an AccessID to the number of its payment, or takes it away.</summary>
internal enum JournalVerb : byte { Put, Delete, Append, Drop, Mark }

/// <summary>A change as the journal of layout 6 has it.</summary>
internal sealed record JournalChange(JournalVerb Verb, string Shelf, BsonValue Key, byte[] Json)
{
    const int LengthBytes = 4;
    const int NumberBytes = 8;
    const int HeadBytes = LengthBytes + NumberBytes + 8;

    /// <summary>The changes of all batches behind a number, in their order.</summary>
    public static IEnumerable<JournalChange> After(long settled, string folder) =>
        Layout6.FileNames[2..].Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .SelectMany(Batches).Where(batch => batch.Number > settled).OrderBy(batch => batch.Number)
            .SelectMany(batch => Read(batch.Content));

    // Each batch stands behind its length, its number and a checksum. What follows the last was never acknowledged.
    static IEnumerable<(long Number, byte[] Content)> Batches(string path)
    {
        var file = File.ReadAllBytes(path);
        long? before = null;
        for (var at = 0; at + HeadBytes <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
            if (length <= 0 || length > file.Length - at - HeadBytes) yield break;
            var record = file.AsMemory(at, HeadBytes + length);
            var number = BinaryPrimitives.ReadInt64LittleEndian(record.Span[LengthBytes..]);
            if (Sum(record.Span) != BinaryPrimitives.ReadUInt64LittleEndian(record.Span[(LengthBytes + NumberBytes)..]) || (before is not null && number != before + 1))
                yield break;
            yield return (number, record[HeadBytes..].ToArray());
            before = number;
            at += HeadBytes + length;
        }
    }

    static IEnumerable<JournalChange> Read(byte[] batch)
    {
        using var from = new BinaryReader(new MemoryStream(batch));
        while (from.BaseStream.Position < from.BaseStream.Length)
        {
            var (verb, shelf) = ((JournalVerb)from.ReadByte(), from.ReadString());
            _ = Layout6.ReadKey(from);
            yield return new(verb, shelf, Layout6.ReadKey(from), from.ReadBytes(from.ReadInt32()));
        }
    }

    static ulong Sum(ReadOnlySpan<byte> record)
    {
        var one = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(record[LengthBytes..]));
        var other = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(record));
        var batch = record[HeadBytes..];
        var words = MemoryMarshal.Cast<byte, ulong>(batch);
        var at = 0;
        for (; at + 1 < words.Length; at += 2) (one, other) = (BitOperations.Crc32C(one, words[at]), BitOperations.Crc32C(other, words[at + 1]));
        foreach (var left in batch[(at * sizeof(ulong))..]) one = BitOperations.Crc32C(one, left);
        return ((ulong)one << 32) | other;
    }
}
