namespace KantanSim.Admin;

/// <summary>
/// Decodes slashes in the names that a path of the control API has, such as <c>wallet%2Fwallet-declines</c>: routing decodes everything
/// else.
/// </summary>
internal sealed class SlashMiddleware(RequestDelegate next)
{
    const string Encoded = "%2F";

    public Task Invoke(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api")) Decode(http.Request.RouteValues);
        return next(http);
    }

    static void Decode(RouteValueDictionary values)
    {
        foreach (var (name, value) in values.ToList())
        {
            if (value is string text && text.Contains(Encoded, StringComparison.OrdinalIgnoreCase))
                values[name] = text.Replace(Encoded, "/", StringComparison.OrdinalIgnoreCase);
        }
    }
}
