using System.Text;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>The key of a row, or of a document: a name, or a number when there is none. Names are ordered as they are spelled.</summary>
internal readonly record struct RowKey(long Number, string? Name = null) : IComparable<RowKey>
{
    public BsonValue Bson => Name is null ? new(Number) : new(Name);

    /// <summary>How long it is when it is written.</summary>
    public int Bytes => sizeof(bool) + (Name is null ? sizeof(long) : sizeof(int) + Encoding.UTF8.GetByteCount(Name));

    public void Write(BinaryWriter to)
    {
        to.Write(Name is not null);
        if (Name is null)
        {
            to.Write(Number);
            return;
        }
        var name = Encoding.UTF8.GetBytes(Name);
        to.Write(name.Length);
        to.Write(name);
    }

    public static RowKey Read(BinaryReader from) => from.ReadBoolean() ? Encoding.UTF8.GetString(from.ReadBytes(from.ReadInt32())) : from.ReadInt64();

    public int CompareTo(RowKey other) => Number.CompareTo(other.Number) is not 0 and var order ? order : string.CompareOrdinal(Name, other.Name);

    public static bool operator <(RowKey one, RowKey other) => one.CompareTo(other) < 0;

    public static bool operator >(RowKey one, RowKey other) => one.CompareTo(other) > 0;

    public static bool operator <=(RowKey one, RowKey other) => one.CompareTo(other) <= 0;

    public static bool operator >=(RowKey one, RowKey other) => one.CompareTo(other) >= 0;

    public static implicit operator RowKey(long number) => new(number);

    public static implicit operator RowKey(string name) => new(0, name);
}
