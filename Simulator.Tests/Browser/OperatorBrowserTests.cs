using KantanSim.Admin;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The sign-in with the admin token, and the page for a host name that is not allowed.</summary>
public sealed class OperatorBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English)]
    [InlineData(BrowserProfile.Japanese)]
    public async Task Sign_in_page_and_refusal_page_are_accessible(BrowserProfile profile)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, _) = window;
        await page.GotoAsync("/traffic");
        await Expect(page.GetByTestId("operator-sign-in")).ToBeVisibleAsync();
        await page.IsAccessible("operator-sign-in");
        // The host name resolves to the simulator, as after DNS rebinding.
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        await page.RouteAsync("http://rebound.example/**", route => Forward(route, http));
        await page.GotoAsync("http://rebound.example/traffic");
        await Expect(page.GetByTestId("detail")).ToContainTextAsync("KantanSim:AllowedHosts=");
        await page.IsAccessible("operator-strange-name");
    }

    [Fact]
    public async Task Operator_signs_in_once_with_the_token_and_out_again()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shops/tshop00000001");
        await page.GetByTestId("token").FillAsync("secret");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("wrong-token")).ToBeVisibleAsync();
        await page.IsAccessible("operator-sign-in-wrong");
        await page.GetByTestId("token").FillAsync("s3cret");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("test")).ToBeVisibleAsync();
        // The cookie is also accepted for the event stream and for forms.
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.GetByTestId("test").ClickAsync();
        await Expect(page.GetByTestId("test-result")).ToBeVisibleAsync();
        await page.FitsItsWidth("operator-signed-in");
        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("signed-out")).ToBeVisibleAsync();
        await page.FitsItsWidth("operator-signed-out");
        await page.GotoAsync("/members");
        await Expect(page.GetByTestId("operator-sign-in")).ToBeVisibleAsync();
        // The browser logs refusals: two without a token, one with a wrong token.
        Assert.Equal(["401", "401", "401"], errors.Select(Status));
    }

    [Fact]
    public async Task Sign_in_asks_to_wait_after_too_many_wrong_tokens()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/members");
        await page.GetByTestId("token").FillAsync("s3cret");
        for (var guess = 0; guess < LoginThrottle.MaxFailures; guess++)
            (await simulated.Post("/sign-in", ("token", "guess"), ("from", "/"))).Dispose();
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("wait")).ToBeVisibleAsync();
        await page.FitsItsWidth("operator-sign-in-wait");
        Assert.Equal(["401", "429"], errors.Select(Status));
    }

    static string Status(string error) => error.Split("status of ")[^1][..3];

    static async Task Forward(IRoute route, HttpClient http)
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
