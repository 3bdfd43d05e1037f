using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>What must hold of every page, wherever a walk comes by.</summary>
internal static class PageCheck
{
    static readonly string Pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // What is no violation is not worked out to the end: that takes most of the time.
    const string Run = """
        async () => (await axe.run(document, { resultTypes: ["violations"], elementRef: false })).violations
          .filter(one => one.impact === "serious" || one.impact === "critical")
          .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html} (${node.failureSummary})`))
        """;

    /// <summary>Takes a picture, to be looked at, and asks axe: nothing serious may be wrong. The page must fit its width, too.</summary>
    /// <param name="name">of the picture: <c>screenshots/name-width-language.png</c> beside the tests</param>
    public static async Task Passes(this IPage page, string name)
    {
        await page.Pictured(name, fullPage: true);
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        Assert.Empty(await page.EvaluateAsync<string[]>(Run));
        Assert.Equal(page.ViewportSize!.Width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }

    /// <summary>Takes a picture of what the window shows.</summary>
    /// <inheritdoc cref="Passes"/>
    public static async Task Pictured(this IPage page, string name, bool fullPage = false)
    {
        var language = await page.EvaluateAsync<string>("document.documentElement.lang");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{page.ViewportSize!.Width}-{language}.png"), FullPage = fullPage });
    }
}
