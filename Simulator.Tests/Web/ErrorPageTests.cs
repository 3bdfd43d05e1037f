using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Web;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Web;

/// <summary>The error page offers to repeat the request only where that is safe.</summary>
public sealed class ErrorPageTests
{
    [Theory]
    [InlineData("GET", "/traffic", "?q=a&amp;b", "/traffic?q=a&amp;amp;b")]
    [InlineData("POST", "/members/taro/save", "", null)]
    [InlineData("GET", "//evil.example/", "", null)]
    public async Task Error_page_links_back_to_local_GET_requests_only(string verb, string path, string query, string? back)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Features.Set(new PageTemplates());
        http.Request.Method = verb;
        http.Request.Path = path;
        http.Request.QueryString = new(query);
        http.Response.Body = body;
        await ErrorPage.Show(http, new("about:blank", "Changes cannot be saved", 503, "The disk is full."));
        var html = Encoding.UTF8.GetString(body.ToArray());
        Assert.Equal(503, http.Response.StatusCode);
        Assert.Contains("The disk is full.", html, StringComparison.Ordinal);
        Assert.Equal(back is not null, html.Contains("data-testid=\"again\"", StringComparison.Ordinal));
        if (back is not null) Assert.Contains($"hx-get=\"{back}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
    }
}
