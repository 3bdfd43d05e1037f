namespace KantanSim.Protocol;

/// <summary>What nobody may read in a log, on a page or in an export.</summary>
internal static class Secrets
{
    static readonly HashSet<string> Names = new(
        ["ShopPass", "AccessPass", "Token", "SitePass", "MemberPass", "Password", "AdminToken", "Authorization"], StringComparer.OrdinalIgnoreCase);

    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A field's value as it may be shown: stars for a secret, and for a password in a URL.</summary>
    public static string Mask(string name, string value) => IsSecret(name) && value.Length > 0 ? new string('*', value.Length) : UrlPassword.Mask(value);

    public static IReadOnlyDictionary<string, string> Masked(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.ToDictionary(field => field.Key, field => Mask(field.Key, field.Value));

    // Settings and members of a body are named by their way to them: Shops:0:ShopPass.
    static bool IsSecret(string name) => BySpan.Contains(name.AsSpan(name.AsSpan().LastIndexOfAny(':', '.') + 1).Trim());
}
