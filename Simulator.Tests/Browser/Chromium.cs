using KantanSim.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace KantanSim.Tests.Browser;

/// <summary>One browser process for all tests. Each window has its own browser context with its own cookies and cache.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>
    /// In milliseconds: how long Playwright waits for anything, expectations included. It only turns an endless wait into a failure,
    /// so it is far longer than any page needs on a busy machine.
    /// </summary>
    const int HangGuard = 180_000;

    /// <summary>A host name of somebody else that leads to this machine.</summary>
    public const string ReboundName = "evil.example";

    const string Executable = "/usr/bin/chromium";

    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // A page of the web that has led its own name here (DNS rebinding).
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

    /// <summary>Opens a window onto a simulator. It collects what its pages log as errors.</summary>
    public async Task<Window> Open(string baseUrl, BrowserProfile pass, bool script = true)
    {
        var (locale, width, colors) = pass == BrowserProfile.English ? ("en", 1280, ColorScheme.Light) : ("ja", 390, ColorScheme.Dark);
        var context = await (await Started()).NewContextAsync(new()
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

    async Task<IBrowser> Started()
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
