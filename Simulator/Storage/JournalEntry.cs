namespace KantanSim.Storage;

internal enum JournalVerb : byte { Put, Delete, Append, Drop, Mark }

/// <summary>One change as the journal keeps it: which shelf, which document of it, which key, and the row as JSON (of a mark, the index's key).</summary>
internal readonly record struct JournalEntry(JournalVerb Verb, string Shelf, RowKey Document, RowKey Key, ReadOnlyMemory<byte> Json)
{
    public void Write(BinaryWriter to)
    {
        to.Write((byte)Verb);
        to.Write(Shelf);
        Document.Write(to);
        Key.Write(to);
        to.Write(Json.Length);
        to.Write(Json.Span);
    }

    public static IEnumerable<JournalEntry> ReadAll(byte[] batch)
    {
        using var from = new BinaryReader(new MemoryStream(batch));
        while (from.BaseStream.Position < from.BaseStream.Length)
        {
            var verb = (JournalVerb)from.ReadByte();
            var shelf = from.ReadString();
            yield return new(verb, shelf, RowKey.Read(from), RowKey.Read(from), from.ReadBytes(from.ReadInt32()));
        }
    }
}
