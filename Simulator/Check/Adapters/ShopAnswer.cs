using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace KantanSim.Check.Adapters;

/// <summary>A shop's answer to a request.</summary>
/// <param name="Url">The URL that answered.</param>
/// <param name="Body">The first <see cref="BoundedBytes.Max"/> bytes.</param>
internal sealed record ShopAnswer(HttpStatusCode Status, Uri Url, ImmutableArray<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public bool IsRefused => (int)Status >= 400;

    /// <summary>The body, read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body).TrimStart('\uFEFF');

    /// <summary>Where it redirects to; null: it does not.</summary>
    public Uri? Redirect =>
        Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && Header("Location") is { } location && Uri.TryCreate(Url, location, out var target) ? target : null;

    /// <summary>Such as <c>HTTP 302 to http://127.0.0.1:8080/payment/RecruitStart.idPass</c>.</summary>
    public string Outcome => $"HTTP {(int)Status}{(Redirect is { } target ? $" to {target.AbsoluteUri}" : "")}";

    /// <summary>The first value of a header; null: it is not there.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
