using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A browser without scripts: it keeps cookies, follows redirects, posts forms, and sends Origin and Referer.</summary>
internal sealed partial class HttpBrowser : IDisposable
{
    const int MaxRedirects = 10;

    readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <summary>The URL of the current page; null before the first.</summary>
    public Uri? At { get; private set; }

    public string Html { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    public void Dispose() => http.Dispose();

    public Task Opens(string url) => Navigate(HttpMethod.Get, new(url), []);

    /// <summary>Posts the first form of the page whose action ends with a text, with its hidden fields and additional ones.</summary>
    public Task Posts(string action, params (string Name, string Value)[] fields)
    {
        var form = Form().Matches(Html).First(form => ActionOf(form).EndsWith(action, StringComparison.Ordinal));
        var hidden = Hidden().Matches(form.Value).Select(field => (field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        return Navigate(HttpMethod.Post, new Uri(At!, ActionOf(form)), [.. hidden, .. fields]);
    }

    async Task Navigate(HttpMethod method, Uri url, (string Name, string Value)[] fields)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var request = Request(method, url, fields);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.Headers.Location is { } location)
            {
                method = HttpMethod.Get;
                url = new Uri(url, location);
                fields = [];
                continue;
            }
            At = url;
            Status = answer.StatusCode;
            // Latin-1 preserves the ASCII characters of URLs and names in UTF-8 and in Shift_JIS pages.
            Html = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            return;
        }
        throw new InvalidOperationException($"{url}: more than {MaxRedirects} redirects");
    }

    HttpRequestMessage Request(HttpMethod method, Uri url, (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Add("Accept", "text/html");
        if (method != HttpMethod.Post) return request;
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Add("Origin", At!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", At.Authority == url.Authority ? "same-origin" : "cross-site");
        request.Headers.Referrer = At;
        return request;
    }

    static string ActionOf(Match form) => WebUtility.HtmlDecode(form.Groups[1].Value);

    [GeneratedRegex("""<form[^>]* action="([^"]*)".*?</form>""", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""type="hidden" name="([^"]*)" value="([^"]*)""")]
    private static partial Regex Hidden();
}
