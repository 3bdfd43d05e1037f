using System.Text;
using KantanSim.Protocol;

namespace KantanSim.Traffic;

/// <summary>What a request says besides its body. Empty strings for what was not sent; secrets are masked.</summary>
internal sealed record RequestHead(string ContentType, string ContentEncoding, string Query)
{
    const int MaxLength = 500;

    const string Form = "application/x-www-form-urlencoded";

    /// <summary>A form without a query string. Nearly all calls share this instance.</summary>
    public static readonly RequestHead Usual = new(Form, "", "");

    public static RequestHead Of(HttpRequest http, Redactor by)
    {
        if (http.ContentType == Form && http.Headers.ContentEncoding.Count == 0 && !http.QueryString.HasValue) return Usual;
        var contentType = by.MaskText(http.ContentType ?? "");
        var contentEncoding = by.MaskText(http.Headers.ContentEncoding.ToString());
        return new(Truncate(contentType), Truncate(contentEncoding), Truncate(MaskedQuery(http, by)));
    }

    static string MaskedQuery(HttpRequest http, Redactor by)
    {
        if (http.QueryString.Value is not { Length: > 1 } query) return "";
        return Encoding.ASCII.GetString(RedactedBody.Redact(Encoding.ASCII.GetBytes(query[1..]), null, by).Bytes);
    }

    static string Truncate(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
