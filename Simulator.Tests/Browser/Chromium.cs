using KantanSim.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace KantanSim.Tests.Browser;

/// <summary>One browser process for all tests. Each window has its own browser context with its own cookies and cache.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>
    /// Playwright's timeout for everything, expectations included, in milliseconds. It only turns an endless wait into a failure, so it is
    /// far longer than any page needs on a busy machine.
    /// </summary>
    const int HangGuard = 180_000;

    /// <summary>A host name of another site that resolves to this machine, as after DNS rebinding.</summary>
    public const string ReboundName = "evil.example";

    const string Executable = "/usr/bin/chromium";

    /// <summary>
    /// Chromium's own pages for suggestions below its address bar, and processes in stock for other sites. Nobody sees them here, and for
    /// each window they cost more than most pages that are tested.
    /// </summary>
    static readonly string[] Needless = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

    /// <summary>
    /// What Playwright switches off. It must be repeated, because Chromium heeds only the last <c>--disable-features</c>.
    /// </summary>
    static readonly string[] OffInPlaywright =
    [
        "AimEnabled", "AutoDeElevate", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
        "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls",
        "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
        "ThirdPartyStoragePartitioning", "Translate",
    ];

    static readonly string[] Flags =
    [
        $"--disable-features={string.Join(',', [.. OffInPlaywright, .. Needless])}",
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        $"--host-resolver-rules=MAP {ReboundName} 127.0.0.1",
    ];

    readonly SemaphoreSlim starting = new(1);
    IPlaywright? playwright;
    IBrowser? browser;

    public ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(HangGuard);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a page in a new browser context. The window collects the errors that its pages log.</summary>
    public async Task<Window> Open(string baseUrl, BrowserProfile profile, bool script = true)
    {
        var (locale, width, colors) = profile == BrowserProfile.English
            ? ("en", 1280, ColorScheme.Light)
            : ("ja", 390, ColorScheme.Dark);
        var context = await (await StartedBrowser()).NewContextAsync(new()
        {
            BaseURL = baseUrl,
            Locale = locale,
            ColorScheme = colors,
            JavaScriptEnabled = script,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(HangGuard);
        return new(await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    async Task<IBrowser> StartedBrowser()
    {
        await starting.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Executable,
                Headless = true,
                Args = Flags,
                Timeout = HangGuard,
            });
        }
        finally
        {
            starting.Release();
        }
    }
}
