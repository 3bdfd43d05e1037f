namespace KantanSim.Protocol;

/// <summary>What nobody may read in a log, on a page or in an export, where no call is known: masked by names, and card numbers by their form.</summary>
internal static class Redaction
{
    /// <summary>A field's value as it may be shown.</summary>
    public static string MaskField(string name, string value) => Redactor.ByName.MaskField(name, value);

    public static IReadOnlyDictionary<string, string> MaskFields(IEnumerable<KeyValuePair<string, string>> fields) => Redactor.ByName.MaskFields(fields);
}
