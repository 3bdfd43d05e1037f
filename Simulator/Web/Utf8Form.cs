using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KantanSim.Web;

/// <summary>A form of one of our own pages, in UTF-8. Missing fields are empty.</summary>
internal sealed class Utf8Form
{
    /// <summary>Maximum length of a form, in bytes, unless the page says otherwise.</summary>
    public const int MaxBytes = 16_384;

    const int MaxKeyLength = 256;

    readonly Dictionary<string, StringValues> fields;

    Utf8Form(Dictionary<string, StringValues> fields) => this.fields = fields;

    public string this[string name] => fields.TryGetValue(name, out var values) ? values[0] ?? "" : "";

    /// <summary>All fields, each once.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => fields.Keys.Select(name => KeyValuePair.Create(name, this[name]));

    /// <exception cref="UnreadableFormException">The form is too long, has too many fields, or is malformed.</exception>
    public static async Task<Utf8Form> Read(HttpRequest request, int maxBytes = MaxBytes, int maxFields = 64)
    {
        // The whole body first: FormReader limits single fields only, and a chunked body has no Content-Length.
        var body = await RequestBody.Read(request, maxBytes) ?? throw TooLong(maxBytes);
        using var reader = new FormReader(new MemoryStream(body))
        {
            KeyLengthLimit = MaxKeyLength,
            ValueLengthLimit = maxBytes,
            ValueCountLimit = maxFields,
        };
        try { return new(await reader.ReadFormAsync(request.HttpContext.RequestAborted)); }
        catch (InvalidDataException fault)
        {
            throw new UnreadableFormException(fault.Message, StatusCodes.Status400BadRequest, maxBytes);
        }
    }

    static UnreadableFormException TooLong(int maxBytes) =>
        new($"The form is longer than {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge, maxBytes);
}

/// <summary>A form cannot be read.</summary>
/// <param name="longest">Maximum length, in bytes.</param>
internal sealed class UnreadableFormException(string message, int status, int longest) : BadHttpRequestException(message, status)
{
    /// <summary>Maximum length, in bytes.</summary>
    public int Longest => longest;

    public bool IsTooLong => StatusCode == StatusCodes.Status413PayloadTooLarge;
}
