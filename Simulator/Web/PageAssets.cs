using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace KantanSim.Web;

/// <summary>Style sheet, scripts and pictures: what is embedded under <c>Assets/</c>, served at <c>/assets/…</c>.</summary>
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
            response.Headers.CacheControl = "no-cache"; // ask every time, be answered 304: a new version shows at once
            return Results.Bytes(asset.Content, asset.ContentType, entityTag: asset.Tag);
        }).ExcludeFromDescription();
    }

    sealed record Asset(string Path, byte[] Content, string ContentType, EntityTagHeaderValue Tag)
    {
        static readonly FileExtensionContentTypeProvider ContentTypes = new();

        public static Asset Read(string path)
        {
            var content = EmbeddedFiles.Bytes(path);
            return new Asset(path["Assets/".Length..], content, Type(path), new($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}\""));
        }

        // Without a charset, a script takes that of the page around it, which may be Windows-31J.
        static string Type(string path) =>
            !ContentTypes.TryGetContentType(path, out var type) ? throw new FormatException($"What type is '{path}'?")
            : type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8"
            : type;
    }
}
