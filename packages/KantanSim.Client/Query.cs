using System.Globalization;

namespace KantanSim.Client;

/// <summary>Path and query of a call. Parameters without a value are left out.</summary>
internal static class Query
{
    public static string Of(string path, params (string Name, object? Value)[] parameters)
    {
        var query = string.Join('&',
            from parameter in parameters
            let value = Format(parameter.Value)
            where value is not null
            select $"{parameter.Name}={Uri.EscapeDataString(value)}");
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>A segment of a path.</summary>
    public static string Segment(string id) => Uri.EscapeDataString(id);

    static string? Format(object? value) => value switch
    {
        null => null,
        true => "true",
        false => null,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
