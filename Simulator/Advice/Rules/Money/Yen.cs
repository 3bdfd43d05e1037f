using System.Globalization;

namespace KantanSim.Advice.Rules.Money;

/// <summary>Amounts in yen, in the fields of calls.</summary>
internal static class Yen
{
    /// <summary>Amount and Tax together; 0 for fields without them.</summary>
    public static long Total(IReadOnlyDictionary<string, string> fields) => Of(fields, "Amount") + Of(fields, "Tax");

    static long Of(IReadOnlyDictionary<string, string> fields, string name) =>
        long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : 0;
}
