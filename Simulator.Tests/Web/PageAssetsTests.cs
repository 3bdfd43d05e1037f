using System.Net;
using System.Net.Http.Headers;
using KantanSim.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Web;

/// <summary>The static files of the pages: content types, ETags, and paths outside the folder.</summary>
public sealed class PageAssetsTests : IAsyncLifetime
{
    readonly WebApplication app = Host();

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("kantansim.css", "text/css; charset=utf-8")]
    [InlineData("post.js", "text/javascript; charset=utf-8")]
    [InlineData("wallet.js", "text/javascript; charset=utf-8")]
    [InlineData("logo.svg", "image/svg+xml")]
    public async Task Asset_is_served_with_its_content_type_and_a_strong_ETag(string path, string contentType)
    {
        using var answer = await Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(EmbeddedFiles.Bytes($"Assets/{path}"), bytes);
        Assert.False(answer.Headers.ETag?.IsWeak);
    }

    [Fact]
    public async Task Asset_with_a_matching_ETag_is_answered_304()
    {
        using var first = await Get("kantansim.css");
        using var second = await Get("kantansim.css", first.Headers.ETag);
        using var other = await Get("post.js", first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("no-cache", second.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("nothing.css")]
    [InlineData("")]
    [InlineData("../Web/frame.html")]
    [InlineData("%2e%2e/Web/frame.html")]
    [InlineData("..%2fPages%2fframe.html")]
    public async Task Path_outside_the_assets_is_answered_404(string path)
    {
        using var answer = await Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    async Task<HttpResponseMessage> Get(string path, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/assets/{path}");
        if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
        return await app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }

    static WebApplication Host()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapAssets();
        return app;
    }
}
