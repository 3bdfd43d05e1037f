using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>A page in its own browser context. Close it: an open page keeps sending requests to a stopped server.</summary>
public sealed class Window : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, bool> left = new(StringComparer.Ordinal);

    public Window(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => Errors.Enqueue(error);
        page.Console += (_, line) => { if (line.Type == "error" && !IsOfPageLeft(line)) Errors.Enqueue(line.Text); };
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

    /// <summary>
    /// Forgets the errors so far, and from now on what the console says of the present page: the browser tells of a page's HTTP status at
    /// any time after it has been loaded, also when the next page is open.
    /// </summary>
    public void LeavePage()
    {
        left[Address(Page.Url)] = true;
        Errors.Clear();
    }

    /// <summary>Hears the errors of a page that was left before.</summary>
    public void Return(string url) => left.TryRemove(Address(url), out _);

    public void Deconstruct(out IPage page, out ConcurrentQueue<string> errors) => (page, errors) = (Page, Errors);

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    // The location of a line is URL:line:column.
    bool IsOfPageLeft(IConsoleMessage line)
    {
        var parts = line.Location.Split(':');
        return parts.Length > 2 && left.ContainsKey(Address(string.Join(':', parts[..^2])));
    }

    static string Address(string url) => url.Split('#')[0];
}
