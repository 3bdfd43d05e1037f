namespace KantanSim.Storage;

internal enum JournalVerb : byte { Put, Delete, Append, Drop, Mark }

/// <summary>One change as the journal keeps it: which shelf, which document of it, which key, and the row as JSON (of a mark, the index's key).</summary>
internal readonly record struct JournalEntry(JournalVerb Verb, string Shelf, RowKey Document, RowKey Key, byte[] Json)
{
    public void Write(BinaryWriter to)
    {
        to.Write((byte)Verb);
        to.Write(Shelf);
        Write(to, Document);
        Write(to, Key);
        to.Write(Json.Length);
        to.Write(Json);
    }

    public static IEnumerable<JournalEntry> ReadAll(byte[] batch)
    {
        using var from = new BinaryReader(new MemoryStream(batch));
        while (from.BaseStream.Position < from.BaseStream.Length)
        {
            var verb = (JournalVerb)from.ReadByte();
            var shelf = from.ReadString();
            yield return new(verb, shelf, ReadKey(from), ReadKey(from), from.ReadBytes(from.ReadInt32()));
        }
    }

    static void Write(BinaryWriter to, RowKey key)
    {
        to.Write(key.Name is not null);
        if (key.Name is { } name) to.Write(name);
        else to.Write(key.Number);
    }

    static RowKey ReadKey(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : from.ReadInt64();
}
