namespace KantanSim.Operations;

/// <summary>One page of a list. The cursor requests the next page; null at the end.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Cursor);
