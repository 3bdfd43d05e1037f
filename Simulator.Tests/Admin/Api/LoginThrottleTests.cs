using System.Globalization;
using KantanSim.Admin;
using KantanSim.Tests.Admin.Pages;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Whoever tries tokens at the sign-in page has to wait after ten wrong ones within a minute, and so has everybody else.</summary>
public sealed class LoginThrottleTests
{
    [Fact]
    public void Ten_wrong_ones_within_a_minute_are_looked_at_and_no_further_one_until_it_is_over()
    {
        var clock = new Clock();
        var guesses = new LoginThrottle(clock);
        for (var guess = 0; guess < LoginThrottle.MaxFailures; guess++, clock.Seconds += 3) Assert.Equal((false, TimeSpan.Zero), guesses.Try(() => false));
        clock.Seconds = 59;
        Assert.Equal((false, TimeSpan.FromSeconds(1)), guesses.Try(() => throw new InvalidOperationException("It was looked at.")));
        clock.Seconds = 60;
        Assert.Equal((true, TimeSpan.Zero), guesses.Try(() => true));
        Assert.Equal((false, TimeSpan.Zero), guesses.Try(() => false));
        // The second of the ten is 57 s old: the next place comes with its end.
        Assert.Equal((false, TimeSpan.FromSeconds(3)), guesses.Try(() => true));
    }

    [Fact]
    public void Right_ones_are_never_counted()
    {
        var guesses = new LoginThrottle(new Clock());
        Assert.All(Enumerable.Range(0, 3 * LoginThrottle.MaxFailures), _ => Assert.Equal((true, TimeSpan.Zero), guesses.Try(() => true)));
    }

    [Fact]
    public async Task The_page_says_how_long_to_wait_and_who_is_in_stays_in()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var signedIn = await simulated.Post("/sign-in", ("token", "s3cret"), ("from", "/"));
        for (var guess = 0; guess < LoginThrottle.MaxFailures; guess++) Assert.Equal(401, (await DeskResponse.Post(simulated, "/sign-in", ("token", $"guess{guess}"), ("from", "/"))).Http);
        foreach (var (language, told) in new[] { ("en", "Too many wrong tokens"), ("ja", "トークンの誤りが続いています") })
        {
            using var answer = await simulated.Post($"/sign-in?lang={language}", ("token", "s3cret"), ("from", "/"));
            Assert.Equal(429, (int)answer.StatusCode);
            var wait = int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture);
            Assert.InRange(wait, 1, 60);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains(told, page, StringComparison.Ordinal);
            Assert.Matches($"{wait} s:|{wait}秒後", page);
            Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(OperatorToken.Cookie, StringComparison.Ordinal));
        }
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new(simulated.Url) };
        browser.DefaultRequestHeaders.Add("Cookie", Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        using var traffic = await browser.GetAsync(new Uri("/traffic", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)traffic.StatusCode);
    }

    sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
