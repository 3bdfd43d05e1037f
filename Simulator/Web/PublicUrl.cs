namespace KantanSim.Web;

/// <summary>The base of the URLs that KantanSim hands out.</summary>
/// <param name="Configured">The setting; null: the URL by which the request has come.</param>
internal sealed record PublicUrl(string? Configured)
{
    public string For(HttpRequest request) => Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
