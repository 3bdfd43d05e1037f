using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>What is wrong with a field of a form.</summary>
/// <param name="En">What is allowed, in English.</param>
internal sealed record FormError(string Name, string Value, string En, string Ja);

/// <summary>The shop's pages for what it cannot do.</summary>
internal static class ShopErrorPages
{
    const int ValueShown = 80;

    public static Task Unknown(HttpContext http) => Show(http, "unknown", StatusCodes.Status404NotFound, []);

    public static Task Refused(HttpContext http, params IEnumerable<FormError> faults) => Show(http, "refused", StatusCodes.Status400BadRequest, faults);

    public static Task TooLong(HttpContext http, int longest) =>
        Show(http, "too-long", StatusCodes.Status413PayloadTooLarge, [new("", "", $"up to {longest} bytes", $"{longest}バイトまで")]);

    /// <summary>A form of the shop's own pages, or null when a page has said what is wrong with it.</summary>
    public static async Task<Utf8Form?> Form(HttpContext http)
    {
        try { return await Utf8Form.Read(http.Request); }
        catch (UnreadableFormException fault)
        {
            await (fault.IsTooLong ? TooLong(http, fault.Longest)
                : Refused(http, new FormError("", fault.Message, "a form of this shop", "当店のページのフォーム")));
            return null;
        }
    }

    static Task Show(HttpContext http, string kind, int status, IEnumerable<FormError> faults) =>
        http.ShowPage("DemoShop/Pages/notice.html", new Dictionary<string, object?> { ["kind"] = kind, ["faults"] = faults.Select(Row) }, status);

    static Dictionary<string, object?> Row(FormError fault) => new()
    {
        ["name"] = fault.Name,
        ["value"] = fault.Value.Length > ValueShown ? fault.Value[..ValueShown] + "…" : fault.Value,
        ["en"] = fault.En,
        ["ja"] = fault.Ja,
    };
}
