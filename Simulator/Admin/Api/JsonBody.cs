using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin.Api;

/// <summary>Reads the JSON body of a request to the control API.</summary>
internal static class JsonBody
{
    /// <param name="mayBeEmpty">An empty body is read as <c>{}</c>.</param>
    /// <exception cref="ProblemException">400: the body is not a JSON object. 413: it is too long.</exception>
    public static async Task<JsonBodyReader> Read(HttpRequest request, bool mayBeEmpty = false)
    {
        var json = await RequestBody.Read(request, JsonBodyReader.MaxBytes) ?? throw TooLarge();
        return JsonBodyReader.Parse(json.Length == 0 && mayBeEmpty ? "{}"u8.ToArray() : json);
    }

    static ProblemException TooLarge() => new(Problem.Of(
        413, ProblemTitles.BodyTooLarge,
        ($"The body is longer than {JsonBodyReader.MaxBytes} bytes.", $"本文が {JsonBodyReader.MaxBytes} バイトを超えています。")));
}
