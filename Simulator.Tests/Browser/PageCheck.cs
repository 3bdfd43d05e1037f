using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>Checks that apply to every page.</summary>
internal static class PageCheck
{
    static readonly bool TakesPictures = Environment.GetEnvironmentVariable("SCREENSHOTS") == "1";

    /// <summary>Script that defines <c>axe</c> in a page.</summary>
    public static string Axe { get; } = new BundledAxeScriptProvider().GetScript();

    // Reports the HTML of each violation. It first waits for transitions, because axe checks the current colours. Nothing is preloaded: no
    // rule that is on by default needs it here.
    const string Run = """
        async () => {
          const transitions = document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity);
          await Promise.allSettled(transitions.map(one => one.finished));
          const found = await axe.run(document, { resultTypes: ["violations"], elementRef: false, selectors: false, preload: false });
          return found.violations
            .filter(one => one.impact === "serious" || one.impact === "critical")
            .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html} (${node.failureSummary})`));
        }
        """;

    /// <summary>Asserts that the page fits its width and passes axe.</summary>
    /// <param name="name">The name of the picture, see <see cref="TakePicture"/>.</param>
    public static async Task IsAccessible(this IPage page, string name)
    {
        await page.FitsItsWidth(name);
        await page.PassesAxe();
    }

    /// <summary>Asserts that axe finds nothing serious or critical.</summary>
    public static async Task PassesAxe(this IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        Assert.Empty(await page.EvaluateAsync<string[]>(Run));
    }

    /// <summary>Asserts that the page does not scroll sideways.</summary>
    /// <inheritdoc cref="IsAccessible"/>
    public static async Task FitsItsWidth(this IPage page, string name)
    {
        await page.TakePicture(name, fullPage: true);
        Assert.Equal(page.ViewportSize!.Width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }

    /// <summary>With SCREENSHOTS=1 takes a picture: <c>screenshots/name-width-language.png</c> beside the test program.</summary>
    /// <param name="light">Whether the picture has light colours, whatever the profile.</param>
    /// <param name="height">In pixels, from the top of the window; 0 for all.</param>
    public static async Task TakePicture(this IPage page, string name, bool fullPage = false, bool light = false, int height = 0)
    {
        if (!TakesPictures) return;
        var wasDark = await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
        if (light) await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var language = await page.EvaluateAsync<string>("document.documentElement.lang");
        var path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{name}-{page.ViewportSize!.Width}-{language}.png");
        await page.ScreenshotAsync(new()
        {
            Path = path,
            FullPage = fullPage,
            Animations = ScreenshotAnimations.Disabled,
            Clip = height == 0 ? null : new() { Width = page.ViewportSize!.Width, Height = height },
        });
        if (light && wasDark) await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
    }
}
