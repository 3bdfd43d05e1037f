using KantanSim.Mappings;

namespace KantanSim.Gateway;

/// <summary>Paths that nobody here answers, unless a mapping file does. Below our own there are no mappings.</summary>
internal static class Unmodelled
{
    public static async Task Answer(HttpContext http)
    {
        var services = http.RequestServices;
        var isOurs = services.GetRequiredService<OwnPaths>().Has(http.Request.Path);
        if (isOurs || !await services.GetRequiredService<MappedPaths>().Answer(http)) await Explain(http, isOurs, services.GetRequiredService<LiveMappings>());
    }

    static Task Explain(HttpContext http, bool isOurs, LiveMappings mappings)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync(
            $"KantanSim has nothing at {http.Request.Method} {http.Request.Path}.\n" +
            "The gateway is at /payment/{Api}.idPass, the wallet at /recruit, the demo shop at /shop, the dashboard at /, the control API at /api (see /openapi/v1.json).\n" +
            (isOurs ? "No mapping answers below these.\n" : Told(mappings)),
            http.RequestAborted);
    }

    static string Told(LiveMappings mappings) =>
        $"{(mappings.Current is { } mapped ? $"None of the {mapped.Mappings} mappings fits it" : "There are no mappings")}; WireMock mapping files are read from {mappings.Folder}.\n" +
        string.Concat(mappings.Faults.Select(fault => $"Not read: {fault}\n"));
}
