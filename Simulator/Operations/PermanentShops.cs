namespace KantanSim.Operations;

/// <summary>The shops that exist after each start: those of the settings, or the demo shop. They cannot have an end.</summary>
/// <param name="shopIds">At least one.</param>
internal sealed class PermanentShops(IReadOnlyList<string> shopIds)
{
    readonly HashSet<string> ids = [.. shopIds];

    public bool Has(string shopId) => ids.Contains(shopId);
}
