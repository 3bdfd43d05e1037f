using LiteDB;

namespace KantanSim.Storage;

internal enum JournalVerb : byte { Put, Delete, Append }

/// <summary>One change as the journal keeps it: which shelf, which key, and the row as JSON.</summary>
internal readonly record struct JournalEntry(JournalVerb Verb, string Shelf, BsonValue Key, byte[] Json)
{
    public void Write(BinaryWriter to)
    {
        to.Write((byte)Verb);
        to.Write(Shelf);
        to.Write(Key.IsString);
        if (Key.IsString) to.Write(Key.AsString);
        else to.Write(Key.AsInt64);
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
            BsonValue key = from.ReadBoolean() ? from.ReadString() : from.ReadInt64();
            yield return new(verb, shelf, key, from.ReadBytes(from.ReadInt32()));
        }
    }
}
