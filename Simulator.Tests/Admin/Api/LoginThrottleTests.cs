using System.Globalization;
using KantanSim.Admin;
using KantanSim.Tests.Admin.Pages;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>After ten wrong tokens within a minute at the sign-in page, everybody has to wait.</summary>
public sealed class LoginThrottleTests
{
    [Fact]
    public void Eleventh_token_within_a_minute_of_ten_wrong_ones_is_not_checked()
    {
        var clock = new Clock();
        var throttle = new LoginThrottle(clock);
        for (var attempt = 0; attempt < LoginThrottle.MaxFailures; attempt++)
        {
            Assert.Equal((false, TimeSpan.Zero), throttle.Try(() => false));
            clock.Seconds += 3;
        }
        clock.Seconds = 59;
        Assert.Equal((false, TimeSpan.FromSeconds(1)), throttle.Try(() => throw new InvalidOperationException("The token was checked.")));
        clock.Seconds = 60;
        Assert.Equal((true, TimeSpan.Zero), throttle.Try(() => true));
        Assert.Equal((false, TimeSpan.Zero), throttle.Try(() => false));
        // The second of the ten failures is 57 s old: it counts for another 3 s.
        Assert.Equal((false, TimeSpan.FromSeconds(3)), throttle.Try(() => true));
    }

    [Fact]
    public void Right_tokens_are_not_counted()
    {
        var throttle = new LoginThrottle(new Clock());
        Assert.All(Enumerable.Range(0, 3 * LoginThrottle.MaxFailures), _ => Assert.Equal((true, TimeSpan.Zero), throttle.Try(() => true)));
    }

    [Fact]
    public async Task Page_says_how_long_to_wait_and_signed_in_browsers_are_not_affected()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var signedIn = await simulated.Post("/sign-in", ("token", "s3cret"), ("from", "/"));
        for (var attempt = 0; attempt < LoginThrottle.MaxFailures; attempt++)
            Assert.Equal(401, (await DeskResponse.Post(simulated, "/sign-in", ("token", $"wrong{attempt}"), ("from", "/"))).Http);
        foreach (var (language, message) in new[] { ("en", "Too many wrong tokens"), ("ja", "トークンの誤りが続いています") })
        {
            using var answer = await simulated.Post($"/sign-in?lang={language}", ("token", "s3cret"), ("from", "/"));
            Assert.Equal(429, (int)answer.StatusCode);
            var wait = int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture);
            Assert.InRange(wait, 1, 60);
            var page = await TextOf(answer);
            Assert.Contains(message, page, StringComparison.Ordinal);
            Assert.Matches($"{wait} s:|{wait}秒後", page);
            Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"),
                cookie => cookie.StartsWith(OperatorToken.Cookie, StringComparison.Ordinal));
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

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
