using System.Globalization;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>Times and durations as the dashboard writes them: Japanese time, for that is what the wire speaks.</summary>
internal static class DisplayText
{
    public static string Time(DateTimeOffset at) => at.ToOffset(Jst.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Real time of day, to the millisecond, in Japanese time as well.</summary>
    public static string Clock(DateTimeOffset at) => at.ToOffset(Jst.Offset).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Milliseconds(double of) =>
        of <= 0 ? "" : of < 10 ? of.ToString("0.0 'ms'", CultureInfo.InvariantCulture) : of.ToString("#,0 'ms'", CultureInfo.InvariantCulture);

    /// <summary>Simulated time since the payment began: <c>+0 s</c>, <c>+1:02:03</c>, <c>+15 d 1:02:03</c>.</summary>
    public static string Elapsed(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"+{span.TotalSeconds:0} s")
        : span < TimeSpan.FromDays(1) ? span.ToString("'+'h':'mm':'ss", CultureInfo.InvariantCulture)
        : span.ToString("'+'d' d 'h':'mm':'ss", CultureInfo.InvariantCulture);

    /// <summary>Sentences in both languages; in English alone where there is no translation.</summary>
    public static IEnumerable<Dictionary<string, object?>> Notes(IEnumerable<Note>? notes) =>
        (notes ?? []).Select(note => new Dictionary<string, object?> { ["en"] = note.En, ["ja"] = note.Ja });

    /// <summary>Names and values, as a page lists them.</summary>
    public static IEnumerable<Dictionary<string, object?>> Fields(IEnumerable<KeyValuePair<string, string>>? fields) =>
        (fields ?? []).Select(field => new Dictionary<string, object?> { ["name"] = field.Key, ["value"] = field.Value });
}
