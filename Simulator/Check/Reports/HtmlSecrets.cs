namespace KantanSim.Check.Reports;

/// <summary>Masks secrets in the template model of a report.</summary>
internal static class HtmlSecrets
{
    // The report's own words and classes, which no text of others stands in.
    static readonly string[] Own = ["id", "verdict", "tone", "lane", "letter", "part", "severity", "state"];

    /// <param name="hide">Masks secrets in a text.</param>
    public static Dictionary<string, object?> HideIn(IReadOnlyDictionary<string, object?> model, Func<string, string> hide) =>
        model.ToDictionary(one => one.Key, one => Own.Contains(one.Key) ? one.Value : Hidden(one.Value, hide));

    static object? Hidden(object? value, Func<string, string> hide) => value switch
    {
        string text => hide(text),
        IReadOnlyDictionary<string, object?> inner => HideIn(inner, hide),
        IEnumerable<object?> items => items.Select(item => Hidden(item, hide)).ToList(),
        _ => value,
    };
}
