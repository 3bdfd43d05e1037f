using System.Text;
using KantanSim.Traffic;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>Searches the texts of a call. Secrets in them are masked, so that they cannot be found.</summary>
internal static class CallText
{
    /// <summary>
    /// Whether the text occurs in the API's name, the query string, a decoded field as <c>name=value</c>, a note, or a body as it was
    /// sent. Case is ignored.
    /// </summary>
    public static bool Has(Exchange call, string text) =>
        Contains(call.Api, text)
        || Contains(call.Head.Query, text)
        || call.ShownRequest.Concat(call.Answer).Any(field => Contains($"{field.Key}={field.Value}", text))
        || call.Notes.Any(note => Contains(note.En, text) || Contains(note.Ja, text))
        || Contains(BodyOf(call), text)
        || (call.RawAnswer is { } answer && Contains(Cp932.Decode(answer), text));

    static bool Contains(string whole, string text) => whole.Contains(text, StringComparison.OrdinalIgnoreCase);

    static string BodyOf(Exchange call) =>
        call.Body.About is null ? Cp932.Decode(call.Body.Bytes) : Encoding.UTF8.GetString(call.Body.Bytes);
}
