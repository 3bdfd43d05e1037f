using System.Collections.Immutable;
using System.Net;
using System.Text;
using KantanSim.Check.Files;

namespace KantanSim.Check.Adapters;

/// <summary>A request to a shop.</summary>
internal sealed record ShopRequest(HttpMethod Method, Uri Url)
{
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Null: none.</summary>
    public ShopBody? Body { get; init; }

    /// <summary>The request of a step.</summary>
    /// <exception cref="AdapterException">A name has no value, or the step has no valid URL or JSON.</exception>
    public static ShopRequest Of(ShopStep.Http step, StepTexts texts) => new(new HttpMethod(step.Method), texts.Url(step.Url))
    {
        Headers = [.. step.Headers.Select(header => KeyValuePair.Create(header.Key, texts.Field(header.Key, header.Value)))],
        Body = step switch
        {
            { Json: { } json } => new(Encoding.UTF8.GetBytes(JsonTemplate.Render(json, texts)), "application/json"),
            { Form: { } form } => ShopBody.Form(form, texts),
            _ => null,
        },
    };

    /// <summary>The request that follows a redirect, as browsers do it: after 307 and 308 the same again, else mostly a GET.</summary>
    public ShopRequest Redirected(HttpStatusCode status, Uri target)
    {
        var isGet = status switch
        {
            HttpStatusCode.SeeOther => true,
            HttpStatusCode.MovedPermanently or HttpStatusCode.Found => Method == HttpMethod.Post,
            _ => false,
        };
        return isGet ? this with { Method = HttpMethod.Get, Url = target, Body = null } : this with { Url = target };
    }
}

/// <summary>The body of a request.</summary>
internal sealed record ShopBody(byte[] Bytes, string ContentType)
{
    public const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Fields of a form in UTF-8, percent-encoded.</summary>
    /// <exception cref="AdapterException">A name has no value.</exception>
    public static ShopBody Form(IEnumerable<KeyValuePair<string, string>> fields, StepTexts texts)
    {
        var pairs = fields.Select(field => $"{Encode(field.Key)}={Encode(texts.Field(field.Key, field.Value))}");
        return new(Encoding.ASCII.GetBytes(string.Join('&', pairs)), FormType);
    }

    // Stars do not need to be encoded; so a masked value can be recognised.
    static string Encode(string text) =>
        Uri.EscapeDataString(text).Replace("%2A", "*", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal);
}
