using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>A page in its own browser context. Close it: an open page keeps sending requests to a stopped server.</summary>
public sealed class Window : IAsyncDisposable
{
    public Window(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => Errors.Enqueue(error);
        page.Console += (_, line) => { if (line.Type == "error") Errors.Enqueue(line.Text); };
        // Pages must not load anything from other hosts.
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" })
                Errors.Enqueue($"requests another host: {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors, error lines of the console, and requests to other hosts.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    public void Deconstruct(out IPage page, out ConcurrentQueue<string> errors) => (page, errors) = (Page, Errors);

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
