using KantanSim.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace KantanSim.Tests.Browser;

/// <summary>One real browser for all tests; each opens a window of its own that shares nothing with the others.</summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    readonly SemaphoreSlim starting = new(1);
    IPlaywright? playwright;
    IBrowser? browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a window onto a simulator, in a language and a width; what its pages log as errors ends in the list.</summary>
    public async Task<Window> Open(string baseUrl, string language, int width, bool dark = false, bool script = true)
    {
        var window = await (await Started()).NewContextAsync(new()
        {
            BaseURL = baseUrl,
            Locale = language,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        var page = await window.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        // No page may need anything of another host.
        page.Request += (_, request) => { if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" }) errors.Add($"asks another host: {request.Url}"); };
        page.Console += (_, line) => { if (line.Type == "error") errors.Add(line.Text); };
        return new(page, errors);
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
            return browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = Flags });
        }
        finally
        {
            starting.Release();
        }
    }
}

/// <summary>A window that is closed with its test: a page left open would go on asking a server that is gone, and slow down all others.</summary>
public sealed class Window(IPage page, List<string> errors) : IAsyncDisposable
{
    public void Deconstruct(out IPage shown, out List<string> logged) => (shown, logged) = (page, errors);

    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();
}
