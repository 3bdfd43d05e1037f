using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KantanSim.Web;

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

    /// <exception cref="UnreadableFormException">The form is too long, has too many fields, or is none.</exception>
    public static async Task<Utf8Form> Read(HttpRequest request, int longest = LongestBody, int mostFields = 64)
    {
        // Whole first: the reader's own limits are of one field, and a form in chunks does not say its length.
        var body = await RequestBody.Read(request, longest)
            ?? throw new UnreadableFormException($"The form is longer than {longest} bytes.", StatusCodes.Status413PayloadTooLarge, longest);
        using var reader = new FormReader(new MemoryStream(body))
        {
            KeyLengthLimit = 256, ValueLengthLimit = longest, ValueCountLimit = mostFields,
        };
        try { return new(await reader.ReadFormAsync(request.HttpContext.RequestAborted)); }
        catch (InvalidDataException fault) { throw new UnreadableFormException(fault.Message, StatusCodes.Status400BadRequest, longest); }
    }
}

/// <summary>A form that cannot be read.</summary>
/// <param name="longest">How long it may be, in bytes.</param>
internal sealed class UnreadableFormException(string message, int status, int longest) : BadHttpRequestException(message, status)
{
    public int Longest => longest;

    public bool IsTooLong => StatusCode == StatusCodes.Status413PayloadTooLarge;
}
