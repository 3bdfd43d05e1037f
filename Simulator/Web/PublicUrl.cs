namespace KantanSim.Web;

/// <summary>The base of every URL that is handed out: as set, or as the caller reached us.</summary>
internal sealed record PublicUrl(string? Set)
{
    public string For(HttpRequest request) => Set ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
