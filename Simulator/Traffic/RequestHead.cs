using System.Text;
using KantanSim.Protocol;

namespace KantanSim.Traffic;

/// <summary>What a call said beside its body. Empty strings for what was not sent; secrets in the query masked.</summary>
internal sealed record RequestHead(string ContentType, string ContentEncoding, string Query)
{
    const int MaxLength = 500;

    const string Form = "application/x-www-form-urlencoded";

    /// <summary>A form without a query, as nearly all calls are.</summary>
    public static readonly RequestHead Usual = new(Form, "", "");

    public static RequestHead Of(HttpRequest http, Redactor by) =>
        http.ContentType == Form && http.Headers.ContentEncoding.Count == 0 && !http.QueryString.HasValue ? Usual
        : new(Short(by.MaskText(http.ContentType ?? "")), Short(by.MaskText(http.Headers.ContentEncoding.ToString())), Short(MaskedQuery(http, by)));

    static string MaskedQuery(HttpRequest http, Redactor by) =>
        http.QueryString.Value is { Length: > 1 } query ? Encoding.ASCII.GetString(RedactedBody.Redact(Encoding.ASCII.GetBytes(query[1..]), null, by).Bytes) : "";

    static string Short(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
