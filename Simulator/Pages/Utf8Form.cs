using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KantanSim.Pages;

/// <summary>The form of one of our own pages, which are UTF-8; what is not there is empty.</summary>
internal sealed class Utf8Form
{
    /// <summary>The longest form that is read, in bytes.</summary>
    public const int LongestBody = 16_384;

    readonly Dictionary<string, StringValues> fields;

    Utf8Form(Dictionary<string, StringValues> fields) => this.fields = fields;

    public string this[string name] => fields.TryGetValue(name, out var values) ? values[0] ?? "" : "";

    /// <summary>Every field that was sent, once each.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => fields.Keys.Select(name => KeyValuePair.Create(name, this[name]));

    /// <exception cref="BadHttpRequestException">The form is too long or has too many fields.</exception>
    public static async Task<Utf8Form> Read(HttpRequest request, int longest = LongestBody, int mostFields = 64)
    {
        if (request.ContentLength > longest)
            throw new BadHttpRequestException($"The form is longer than {longest} bytes.", StatusCodes.Status413PayloadTooLarge);
        using var reader = new FormReader(request.Body) { KeyLengthLimit = 256, ValueLengthLimit = longest, ValueCountLimit = mostFields };
        try { return new(await reader.ReadFormAsync(request.HttpContext.RequestAborted)); }
        catch (InvalidDataException fault) { throw new BadHttpRequestException(fault.Message, StatusCodes.Status400BadRequest); }
    }
}
