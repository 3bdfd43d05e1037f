using KantanSim.Tests.Gateway;

namespace KantanSim.Tests.Browser;

/// <summary>The errors that a window of the browser tests collects.</summary>
public sealed class WindowBrowserTests(Chromium chromium, SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    // Its status is an error line of the console.
    const string Missing = "/payments/none";

    [Fact]
    public async Task Window_ignores_what_the_console_says_late_of_a_page_that_was_left()
    {
        await using var window = await OpenMissing();
        window.LeavePage();
        await AwaitsErrorLine(window);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Window_collects_the_errors_of_a_page_that_is_opened_again()
    {
        await using var window = await OpenMissing();
        window.LeavePage();
        window.Return(window.Page.Url);
        await AwaitsErrorLine(window);
        Assert.NotEmpty(window.Errors);
    }

    async Task<Window> OpenMissing()
    {
        var window = await chromium.Open(shared.Simulated.Url, BrowserProfile.English);
        await window.Page.RunAndWaitForConsoleMessageAsync(() => window.Page.GotoAsync(Missing), new() { Predicate = IsError });
        return window;
    }

    // Of the same page, as if it came later.
    static Task AwaitsErrorLine(Window window) =>
        window.Page.RunAndWaitForConsoleMessageAsync(() => window.Page.ReloadAsync(), new() { Predicate = IsError });

    static bool IsError(Microsoft.Playwright.IConsoleMessage line) => line.Type == "error";
}
