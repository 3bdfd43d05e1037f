namespace KantanSim.Check.Recording;

/// <summary>A value by which the shop names an order, and where it stands in the answer.</summary>
/// <param name="Source">As in <c>keep</c>.</param>
internal sealed record KeptValue(string Source, string Value);
