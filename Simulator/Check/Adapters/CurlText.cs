using System.Text;
using static KantanSim.Check.Adapters.ShellText;

namespace KantanSim.Check.Adapters;

/// <summary>Writes a request as a curl command for bash.</summary>
internal static class CurlText
{
    /// <summary>The command in one line.</summary>
    /// <param name="request">With masked secrets.</param>
    public static string Of(ShopRequest request) => string.Join(' ', Words(request));

    static IEnumerable<string> Words(ShopRequest request)
    {
        var url = Secrets.HideIn(request.Url.AbsoluteUri);
        // curl reads brackets and braces in a URL as a pattern.
        yield return url.AsSpan().IndexOfAny("[]{}") < 0 ? "curl" : "curl -g";
        if (request.Method != (request.Body is null ? HttpMethod.Get : HttpMethod.Post)) yield return $"-X {request.Method}";
        yield return Quote(url);
        foreach (var (name, value) in request.Headers) yield return $"-H {Quote($"{name}: {value}")}";
        if (request.Body is not { } body) yield break;
        if (NeedsContentType(request, body)) yield return $"-H {Quote($"Content-Type: {body.ContentType}")}";
        yield return $"--data-raw {Quote(Encoding.UTF8.GetString(body.Bytes))}";
    }

    // curl's own is that of a form.
    static bool NeedsContentType(ShopRequest request, ShopBody body) =>
        body.ContentType != ShopBody.FormType
        && !request.Headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));
}
