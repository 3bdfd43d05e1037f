using LiteDB;

namespace KantanSim.Storage;

/// <summary>The key of a row, or of a document: a name, or a number when there is none.</summary>
internal readonly record struct RowKey(long Number, string? Name = null)
{
    public BsonValue Bson => Name is null ? new(Number) : new(Name);

    public static implicit operator RowKey(long number) => new(number);

    public static implicit operator RowKey(string name) => new(0, name);
}
