using System.Text;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Traffic;

/// <summary>Reads the <see cref="RequestHead"/> of a request.</summary>
internal static class RequestHeads
{
    const int MaxLength = 500;

    public static RequestHead Of(HttpRequest http, Redactor by) => new(
        http.ContentType == RequestHead.Form ? RequestHead.Form : Masked(http.ContentType, by),
        Masked(http.Headers.ContentEncoding.ToString(), by),
        Truncate(MaskedQuery(http, by)),
        http.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "",
        Masked(http.Headers.UserAgent.ToString(), by));

    static string Masked(string? text, Redactor by) => string.IsNullOrEmpty(text) ? "" : Truncate(by.MaskText(text));

    static string MaskedQuery(HttpRequest http, Redactor by)
    {
        if (http.QueryString.Value is not { Length: > 1 } query) return "";
        return Encoding.ASCII.GetString(RedactedBody.Redact(Encoding.ASCII.GetBytes(query[1..]), null, by).Bytes);
    }

    static string Truncate(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
