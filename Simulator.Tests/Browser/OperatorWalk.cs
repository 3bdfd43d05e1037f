using KantanSim.Control;
using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>An operator who is asked for the token, and one who comes under a name that is not ours.</summary>
public sealed class OperatorWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Brings_the_token_once_and_works_on_as_if_there_were_none(string language, int width)
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:AdminToken=s3cret");
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/shops/tshop00000001");
        await page.Passes("operator-sign-in");
        await page.GetByTestId("token").FillAsync("secret");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("wrong-token")).ToBeVisibleAsync();
        await page.Passes("operator-sign-in-wrong");
        await page.GetByTestId("token").FillAsync("s3cret");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("test")).ToBeVisibleAsync();
        // The page's stream of news is let in by the same cookie, and what a form changes as well.
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.GetByTestId("test").ClickAsync();
        await Expect(page.GetByTestId("test-result")).ToBeVisibleAsync();
        await page.Passes("operator-signed-in");
        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("signed-out")).ToBeVisibleAsync();
        await page.Passes("operator-signed-out");
        await page.GotoAsync("/members");
        await Expect(page.GetByTestId("operator-sign-in")).ToBeVisibleAsync();
        for (var guess = 1; guess < Guesses.Most; guess++) (await simulated.Posts("/sign-in", ("token", "guess"), ("from", "/"))).Dispose();
        await page.GetByTestId("token").FillAsync("s3cret");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("wait")).ToBeVisibleAsync();
        await page.Passes("operator-sign-in-wait");
        // The refusals are what the browser itself writes to its console: twice without the token, once with a wrong one, once too often.
        Assert.Equal(["401", "401", "401", "429"], errors.Select(error => error.Split("status of ")[^1][..3]));
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Under_another_name_is_told_how_to_make_it_ours(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, _) = window;
        // The name leads to the simulator, as one does whose DNS was rebound.
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        await page.RouteAsync("http://rebound.example/**", route => Rebound(route, http));
        await page.GotoAsync("http://rebound.example/traffic");
        await Expect(page.GetByTestId("detail")).ToContainTextAsync("KantanSim:AllowedHosts=");
        await page.Passes("operator-strange-name");
    }

    static async Task Rebound(IRoute route, HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(route.Request.Url).PathAndQuery);
        request.Headers.Host = "rebound.example";
        foreach (var name in (string[])["accept", "accept-language"])
            if (route.Request.Headers.TryGetValue(name, out var value)) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        await route.FulfillAsync(new()
        {
            Status = (int)answer.StatusCode,
            ContentType = $"{answer.Content.Headers.ContentType}",
            BodyBytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
        });
    }
}
