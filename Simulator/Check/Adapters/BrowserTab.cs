using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KantanSim.Check.Files;

namespace KantanSim.Check.Adapters;

/// <summary>A page of the shop, and what is done on it.</summary>
internal sealed class BrowserTab(ShopClient client, ShopVisit visit, StepTexts texts) : IDisposable
{
    readonly List<string> sent = [];
    IDocument? page;
    Uri? outside;

    /// <summary>The last answer of the shop; null before the first.</summary>
    public ShopAnswer? Answer { get; private set; }

    /// <summary>The text of the page, in its own encoding.</summary>
    public string Text => page?.Source.Text ?? "";

    /// <summary>The lines so far, and the requests that they made; secrets masked.</summary>
    public string Sent => string.Join('\n', sent);

    /// <exception cref="AdapterException">The page does not have what the line names, or the browser has left the shop.</exception>
    public async Task Do(BrowserLine line, CancellationToken cancel)
    {
        switch (line)
        {
            case BrowserLine.Open(var url):
                visit.Enter(texts.Url(url));
                await Go("open", new(HttpMethod.Get, texts.Url(url)), cancel);
                break;
            case BrowserLine.Fill(var values):
                foreach (var (name, value) in values) Fill(name, value);
                break;
            case BrowserLine.Press(var button):
                var pressed = texts.Text(button);
                await Go($"press {pressed}:", PageForm.Submit(PageElements.Button(Page("press"), pressed), pressed), cancel);
                break;
            case BrowserLine.Follow(var link):
                var followed = texts.Text(link);
                await Go($"follow {followed}:", new(HttpMethod.Get, Target(PageElements.Link(Page("follow"), followed), followed)), cancel);
                break;
        }
    }

    public void Dispose() => page?.Context.Dispose();

    void Fill(string name, string value)
    {
        PageFields.Fill(Page("fill"), name, texts.Field(name, value));
        sent.Add($"fill {name}={texts.Masked.Field(name, value)}");
    }

    async Task Go(string what, ShopRequest request, CancellationToken cancel)
    {
        sent.Add($"{what} {request.Method} {Secrets.HideIn(request.Url.AbsoluteUri)}");
        outside = visit.Leaves(request.Url) ? request.Url : null;
        if (outside is not null) return;
        Answer = await client.Send(Browsing(request), visit, cancel);
        Dispose();
        page = await PageReader.Read(Answer, cancel);
        outside = Answer.Redirect;
    }

    // Servers choose the kind of answer by Accept, and some compare Referer against forged requests.
    ShopRequest Browsing(ShopRequest request) => request with
    {
        Headers =
        [
            new("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            .. page is null ? Array.Empty<KeyValuePair<string, string>>() : [new("Referer", page.Url)],
        ],
    };

    IDocument Page(string what)
    {
        if (outside is not null)
            throw new AdapterException($"{what}: the browser has left the shop for {Secrets.HideIn(outside.AbsoluteUri)}.");
        return page ?? throw new AdapterException($"{what}: no page is open. A browser script begins with open.");
    }

    static Uri Target(IElement link, string name) =>
        link is IHtmlAnchorElement or IHtmlAreaElement && Uri.TryCreate(((IUrlUtilities)link).Href, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
            ? url
            : throw new AdapterException($"{name} is no link to a page.");
}
