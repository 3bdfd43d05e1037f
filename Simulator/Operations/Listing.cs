namespace KantanSim.Operations;

/// <summary>A page of a list; the cursor asks for the next one and is null at the end.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Cursor);
