namespace KantanSim.Web;

/// <summary>The base of every URL that is handed out: as set, or as the caller reached us.</summary>
internal sealed record PublicUrl(string? Configured)
{
    public string For(HttpRequest request) => Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
