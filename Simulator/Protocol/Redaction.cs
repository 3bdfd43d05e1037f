namespace KantanSim.Protocol;

/// <summary>Masks secrets for logs, pages and exports that belong to no call: by field name, and card numbers by format.</summary>
internal static class Redaction
{
    /// <summary>The value of a field with its secrets masked.</summary>
    public static string MaskField(string name, string value) => Redactor.ByName.MaskField(name, value);

    public static IReadOnlyDictionary<string, string> MaskFields(IEnumerable<KeyValuePair<string, string>> fields) =>
        Redactor.ByName.MaskFields(fields);
}
