using System.Globalization;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>Values as the dashboard writes them. Times are Japan's, as on the wire.</summary>
internal static class DisplayText
{
    /// <summary>Date and time to the second: <c>2026-01-15 09:00:00</c>.</summary>
    public static string Time(DateTimeOffset at) => at.ToOffset(Jst.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date and time with the zone: <c>2026-01-15 09:00:00 JST</c>.</summary>
    public static string ZonedTime(DateTimeOffset at) => Jst.Zoned(at);

    /// <summary>Time of day to the millisecond: <c>09:00:00.000</c>.</summary>
    public static string Clock(DateTimeOffset at) => at.ToOffset(Jst.Offset).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A duration in milliseconds, with one decimal below 10; empty for 0 and less.</summary>
    public static string Milliseconds(double milliseconds)
    {
        if (milliseconds <= 0) return "";
        return milliseconds.ToString(milliseconds < 10 ? "0.0 'ms'" : "#,0 'ms'", CultureInfo.InvariantCulture);
    }

    /// <summary>Simulated time since the payment began: <c>+0 s</c>, <c>+1:02:03</c>, <c>+15 d 1:02:03</c>.</summary>
    public static string Elapsed(TimeSpan span)
    {
        if (span < TimeSpan.FromMinutes(1)) return string.Create(CultureInfo.InvariantCulture, $"+{span.TotalSeconds:0} s");
        var format = span < TimeSpan.FromDays(1) ? "'+'h':'mm':'ss" : "'+'d' d 'h':'mm':'ss";
        return span.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The template model of notes. <c>ja</c> is empty when there is no translation.</summary>
    public static IEnumerable<Dictionary<string, object?>> Notes(IEnumerable<Note>? notes) =>
        (notes ?? []).Select(Note);

    public static Dictionary<string, object?> Note(Note note) => new() { ["en"] = note.En, ["ja"] = note.Ja };

    /// <summary>The template model of changed fields: the name, and the old and the new value.</summary>
    public static IEnumerable<Dictionary<string, object?>> Changes(IEnumerable<AlteredField> fields) =>
        fields.Select(field => new Dictionary<string, object?>
        {
            ["name"] = field.Name,
            ["name_ja"] = field.Name,
            ["value"] = field.OldAndNew,
        });

    /// <summary>The template model of names and values.</summary>
    public static IEnumerable<Dictionary<string, object?>> Fields(IEnumerable<KeyValuePair<string, string>>? fields) =>
        (fields ?? []).Select(field => new Dictionary<string, object?>
        {
            ["name"] = field.Key,
            ["name_ja"] = FieldLabels.ToJapanese(field.Key),
            ["value"] = field.Value,
        });

    /// <summary>The template model of ErrInfo codes with their meanings.</summary>
    public static IEnumerable<Dictionary<string, object?>> Errors(IEnumerable<string> codes) =>
        from code in codes
        let row = GatewayErrors.Meaning(code)
        select new Dictionary<string, object?> { ["info"] = code, ["en"] = row.En, ["ja"] = row.Ja };

    /// <summary>The meaning of an error in both languages; empty for none.</summary>
    public static (string En, string Ja) Meaning(ErrorCode? error)
    {
        if (error is not { } code) return ("", "");
        var row = GatewayErrors.Meaning(code.Info);
        return (row.En, row.Ja);
    }
}
