using AngleSharp;
using AngleSharp.Dom;

namespace KantanSim.Check.Adapters;

/// <summary>Reads a shop's answer as HTML. AngleSharp loads nothing itself and runs no scripts.</summary>
internal static class PageReader
{
    /// <summary>The page, in the encoding that it declares, else UTF-8.</summary>
    public static Task<IDocument> Read(ShopAnswer answer, CancellationToken cancel) =>
        BrowsingContext.New(AngleSharp.Configuration.Default).OpenAsync(
            response => response
                .Address(answer.Url.AbsoluteUri)
                .Header("Content-Type", answer.Header("Content-Type") ?? "text/html")
                .Content(new MemoryStream(answer.Body)),
            cancel);
}
