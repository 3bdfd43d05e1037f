using KantanSim.Mappings;
using KantanSim.Methods;
using KantanSim.Web;

namespace KantanSim.Gateway;

/// <summary>The page with status 404 for a path that nobody answers: what was probably meant, and ways on.</summary>
internal sealed class NothingHerePage(PaymentMethods methods, NearestPage pages, MappingWatcher mappings)
{
    /// <param name="isReserved">Whether the path is below one of KantanSim's own, which mapping files cannot answer.</param>
    public Task Show(HttpContext http, bool isReserved)
    {
        var path = http.Request.Path;
        var api = PathHint.Expected(path, methods);
        return http.ShowPage("Gateway/Pages/nothing.html", new Dictionary<string, object?>
        {
            ["verb"] = http.Request.Method,
            ["asked"] = PathHint.Shown(path),
            ["api"] = api ?? "",
            ["called"] = api is not null && !IsOpenedByBrowsers(api),
            ["nearest"] = api is null ? pages.Of(path) ?? "" : "",
            // An API's or a gateway's path is in the list of calls, where a note says what is wrong with it.
            ["hint"] = PathHint.For(http.Request, methods) ?? "",
            ["reserved"] = isReserved,
            ["folder"] = mappings.Folder,
            ["mappings"] = mappings.Current?.Mappings ?? 0,
            ["unread"] = mappings.Diagnostics.Select(diagnostic => $"{diagnostic}"),
        }, StatusCodes.Status404NotFound);
    }

    bool IsOpenedByBrowsers(string api) =>
        methods.All.Any(method => api.EndsWith($"/{method.StartApi}.idPass", StringComparison.Ordinal));
}
