using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Packages.Testcontainers;

/// <summary>
/// Answers what Testcontainers asks a container engine. Nothing runs in its container: a server in the test's process stands for it.
/// </summary>
internal sealed class StubEngine : IAsyncDisposable
{
    const string Id = "c0ffee";

    readonly WebApplication app;
    readonly Uri? server;
    int readinessChecks;

    StubEngine(WebApplication app, Uri? server)
    {
        (this.app, this.server) = (app, server);
        app.Run(Answer);
    }

    /// <summary>Its address, as <c>DOCKER_HOST</c> has it.</summary>
    public string Endpoint => $"tcp://{Url.Authority}";

    /// <summary>The body of the request that created the container.</summary>
    public JsonNode Created { get; private set; } = new JsonObject();

    /// <summary>The environment that the container was created with.</summary>
    public Dictionary<string, string> Environment => Created["Env"]!.AsArray()
        .Select(variable => ((string)variable!).Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The paths of the files that were copied into the container.</summary>
    public ConcurrentBag<string> Copied { get; } = [];

    /// <summary>How often it was asked whether it is ready, in place of a server.</summary>
    public int ReadinessChecks => readinessChecks;

    /// <param name="server">
    /// Where the container's port is mapped to; null: to the engine itself, which says at the second question that it is ready.
    /// </param>
    public static async Task<StubEngine> Start(Uri? server = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var engine = new StubEngine(builder.Build(), server);
        await engine.app.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    Uri Url => new(app.Urls.First());

    Task Answer(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path == "/healthz/ready") return Write(http, Interlocked.Increment(ref readinessChecks) == 1 ? 503 : 200, new { });
        if (path.EndsWith("/containers/create", StringComparison.Ordinal)) return Create(http);
        if (path.EndsWith("/archive", StringComparison.Ordinal)) return Copy(http.Request);
        if (path.EndsWith($"/{Id}/json", StringComparison.Ordinal)) return Write(http, 200, Inspection());
        return path.EndsWith("/start", StringComparison.Ordinal) ? Write(http, 204, null) : Write(http, 200, new { });
    }

    async Task Create(HttpContext http)
    {
        Created = (await JsonNode.ParseAsync(http.Request.Body))!;
        await Write(http, 201, new { Id, Warnings = Array.Empty<string>() });
    }

    async Task Copy(HttpRequest request)
    {
        await using var tar = new TarReader(request.Body);
        var folder = $"{request.Query["path"]}".TrimEnd('/');
        while (await tar.GetNextEntryAsync() is { } entry) Copied.Add($"{folder}/{entry.Name.TrimStart('/')}");
    }

    static Task Write(HttpContext http, int status, object? body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return body is null ? Task.CompletedTask : http.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    object Inspection() => new
    {
        Id,
        Name = "/kantansim",
        Created = DateTime.UnixEpoch,
        State = new { Status = "running", Running = true, StartedAt = DateTime.UnixEpoch },
        NetworkSettings = new
        {
            Ports = new Dictionary<string, object>
            {
                ["8080/tcp"] = new[] { new { HostIp = "127.0.0.1", HostPort = $"{(server ?? Url).Port}" } },
            },
        },
    };
}
