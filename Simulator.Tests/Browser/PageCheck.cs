using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>What must hold of every page, wherever a walk comes by.</summary>
internal static class PageCheck
{
    static readonly string Pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    /// <summary>Takes a picture, to be looked at, and asks axe: nothing serious may be wrong. The page must fit its width, too.</summary>
    /// <param name="name">of the picture: <c>screenshots/name-width-language.png</c> beside the tests</param>
    public static async Task Passes(this IPage page, string name)
    {
        var language = await page.EvaluateAsync<string>("document.documentElement.lang");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{page.ViewportSize!.Width}-{language}.png"), FullPage = true });
        var found = (await page.RunAxe()).Violations.Where(one => one.Impact is "serious" or "critical").SelectMany(one => one.Nodes.Select(node => $"{one.Id}: {node.Html}"));
        Assert.Empty(found);
        Assert.Equal(page.ViewportSize.Width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }
}
