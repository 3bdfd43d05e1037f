namespace KantanSim.Protocol;

/// <summary>What nobody may read in a log, on a page or in an export.</summary>
internal static class Secrets
{
    static readonly HashSet<string> Names = new(["ShopPass", "AccessPass", "Token"], StringComparer.OrdinalIgnoreCase);

    public static string Mask(string name, string value) => Names.Contains(name) && value.Length > 0 ? new string('*', value.Length) : value;

    public static IReadOnlyDictionary<string, string> Masked(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.ToDictionary(field => field.Key, field => Mask(field.Key, field.Value));
}
