using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace KantanSim.Web;

/// <summary>Style sheets, scripts and pictures: the files embedded under <c>Assets/</c>, at <c>/assets/…</c>.</summary>
internal static class PageAssets
{
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        var assets = EmbeddedFiles.Paths.Where(path => path.StartsWith("Assets/", StringComparison.Ordinal))
            .Select(Asset.Read).ToFrozenDictionary(asset => asset.Path);

        routes.MapGet("/assets/{**path}", (string? path, HttpResponse response) =>
        {
            if (!assets.TryGetValue(path ?? "", out var asset))
                return Results.NotFound();
            response.Headers.CacheControl = "no-cache"; // revalidate by ETag each time, so that a new version shows at once
            return Results.Bytes(asset.Content, asset.ContentType, entityTag: asset.Tag);
        }).ExcludeFromDescription();
    }

    sealed record Asset(string Path, byte[] Content, string ContentType, EntityTagHeaderValue Tag)
    {
        static readonly FileExtensionContentTypeProvider ContentTypes = new();

        public static Asset Read(string path)
        {
            var content = EmbeddedFiles.Bytes(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content)[..8]);
            return new Asset(path["Assets/".Length..], content, TypeOf(path), new($"\"{hash}\""));
        }

        // With a charset: without one, a script has that of the page that loads it, which may be Windows-31J.
        static string TypeOf(string path)
        {
            if (!ContentTypes.TryGetContentType(path, out var type)) throw new FormatException($"The content type of '{path}' is unknown.");
            return type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
        }
    }
}
