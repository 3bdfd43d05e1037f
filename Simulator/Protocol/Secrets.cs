namespace KantanSim.Protocol;

/// <summary>What nobody may read in a log, on a page or in an export, where no call is known: masked by names, and card numbers by their form.</summary>
internal static class Secrets
{
    /// <summary>A field's value as it may be shown.</summary>
    public static string Mask(string name, string value) => Redactor.ByName.Field(name, value);

    public static IReadOnlyDictionary<string, string> Masked(IEnumerable<KeyValuePair<string, string>> fields) => Redactor.ByName.Fields(fields);
}
