using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>An invalid field of a form, or member of a JSON object.</summary>
/// <param name="Name">Empty when the input as a whole is invalid.</param>
/// <param name="En">What is allowed, in English.</param>
/// <param name="Ja">What is allowed, in Japanese.</param>
internal sealed record FormError(string Name, string Value, string En, string Ja);

/// <summary>The shop's error pages.</summary>
internal static class ShopErrorPages
{
    const int MaxValueCharacters = 80;

    public static Task UnknownOrder(HttpContext http) => Show(http, "unknown", StatusCodes.Status404NotFound, []);

    public static Task InvalidInput(HttpContext http, params IEnumerable<FormError> errors) =>
        Show(http, "refused", StatusCodes.Status400BadRequest, errors);

    public static Task TooLong(HttpContext http, int maxBytes) =>
        Show(http, "too-long", StatusCodes.Status413PayloadTooLarge, [new("", "", $"up to {maxBytes} bytes", $"{maxBytes}バイトまで")]);

    /// <summary>Reads the request's form; shows an error page and returns null when it cannot be read.</summary>
    public static async Task<Utf8Form?> ReadForm(HttpContext http)
    {
        try
        {
            return await Utf8Form.Read(http.Request);
        }
        catch (UnreadableFormException fault)
        {
            if (fault.IsTooLong) await TooLong(http, fault.Longest);
            else await InvalidInput(http, new FormError("", fault.Message, "a form of this shop", "当店のページのフォーム"));
            return null;
        }
    }

    static Task Show(HttpContext http, string kind, int status, IEnumerable<FormError> errors)
    {
        var model = new Dictionary<string, object?> { ["kind"] = kind, ["errors"] = errors.Select(Row) };
        return http.ShowPage("DemoShop/Pages/notice.html", model, status);
    }

    static Dictionary<string, object?> Row(FormError error) => new()
    {
        ["name"] = error.Name,
        ["value"] = error.Value.Length > MaxValueCharacters ? error.Value[..MaxValueCharacters] + "…" : error.Value,
        ["en"] = error.En,
        ["ja"] = error.Ja,
    };
}
