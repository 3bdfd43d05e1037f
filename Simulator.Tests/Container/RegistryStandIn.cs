using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Container;

/// <summary>
/// A container registry on loopback: the part of the OCI distribution API that pulls the image <c>base:1</c> and pushes others. A pushed
/// blob whose bytes do not have its digest is refused.
/// </summary>
internal sealed class RegistryStandIn(WebApplication app) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, byte[]> blobs = new();
    readonly ConcurrentDictionary<string, byte[]> manifests = new() { ["base:1"] = BaseImage.Manifest };
    readonly ConcurrentDictionary<string, MemoryStream> uploads = new();

    /// <summary>Host and port.</summary>
    public string Address => new Uri(app.Urls.First()).Authority;

    public static async Task<RegistryStandIn> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var registry = new RegistryStandIn(app);
        foreach (var blob in (byte[][])[BaseImage.Layer, BaseImage.Config]) registry.blobs[$"base@{BaseImage.Digest(blob)}"] = blob;
        registry.Map();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    /// <summary>A pushed manifest.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public byte[] Manifest(string name, string tag) => manifests[$"{name}:{tag}"];

    /// <summary>A pushed blob.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public byte[] Blob(string name, string digest) => blobs[$"{name}@{digest}"];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    void Map()
    {
        string[] read = ["GET", "HEAD"];
        app.MapMethods("/v2/{name}/manifests/{tag}", read, (string name, string tag, HttpResponse response) =>
            Answer(response, manifests.GetValueOrDefault($"{name}:{tag}"), BaseImage.ManifestType));
        app.MapMethods("/v2/{name}/blobs/{digest}", read, (string name, string digest, HttpResponse response) =>
            Answer(response, blobs.GetValueOrDefault($"{name}@{digest}"), "application/octet-stream"));
        app.MapPost("/v2/{name}/blobs/uploads/", BeginUpload);
        app.MapPatch("/v2/{name}/blobs/uploads/{id}", Append);
        app.MapPut("/v2/{name}/blobs/uploads/{id}", EndUpload);
        app.MapPut("/v2/{name}/manifests/{tag}", PutManifest);
    }

    static IResult Answer(HttpResponse response, byte[]? blob, string type)
    {
        if (blob is null) return Results.NotFound();
        response.Headers["Docker-Content-Digest"] = BaseImage.Digest(blob);
        return Results.Bytes(blob, type);
    }

    IResult BeginUpload(string name)
    {
        var id = $"{Guid.NewGuid()}";
        uploads[id] = new();
        return Results.Accepted($"/v2/{name}/blobs/uploads/{id}");
    }

    async Task<IResult> Append(string name, string id, HttpRequest request)
    {
        await request.Body.CopyToAsync(uploads[id], request.HttpContext.RequestAborted);
        request.HttpContext.Response.Headers.Range = $"0-{uploads[id].Length - 1}";
        return Results.Accepted($"/v2/{name}/blobs/uploads/{id}");
    }

    async Task<IResult> EndUpload(string name, string id, string digest, HttpRequest request)
    {
        await request.Body.CopyToAsync(uploads[id], request.HttpContext.RequestAborted);
        var blob = uploads[id].ToArray();
        if (BaseImage.Digest(blob) != digest) return Results.BadRequest($"The blob is {BaseImage.Digest(blob)} and not {digest}");
        blobs[$"{name}@{digest}"] = blob;
        return Results.Created($"/v2/{name}/blobs/{digest}", null);
    }

    async Task<IResult> PutManifest(string name, string tag, HttpRequest request)
    {
        using var manifest = new MemoryStream();
        await request.Body.CopyToAsync(manifest, request.HttpContext.RequestAborted);
        manifests[$"{name}:{tag}"] = manifest.ToArray();
        return Results.Created($"/v2/{name}/manifests/{tag}", null);
    }
}
