using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary>The compressed size of a page with its styles, scripts and images; and what is compressed.</summary>
public sealed partial class FirstViewTests
{
    const int MaxBytes = 150 * 1024;

    [Theory]
    [InlineData("/")]
    [InlineData("/payments/{0}")]
    [InlineData("/scenarios")]
    [InlineData("/clock")]
    [InlineData("/members")]
    [InlineData("/shops/tshop00000001")]
    [InlineData("/fidelity")]
    [InlineData("/shop")]
    [InlineData("/recruit/pay/{1}")]
    public async Task First_view_stays_below_150_KiB(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("VIEW-1");
        await simulated.OpenStartUrl(order);
        var visit = (await simulated.TimelineOf(order)).First(line => line.Step == 4).Answer!["url"];
        using var http = CompressingClient(simulated);
        using var plain = new HttpClient { BaseAddress = http.BaseAddress };
        path = string.Format(null, path, order.AccessId, visit.Split('/')[^1]);
        var page = await plain.GetStringAsync(path, TestContext.Current.CancellationToken);
        var parts = Part().Matches(page).Select(part => part.Groups[1].Value).Distinct().Prepend(path).ToList();
        Assert.Contains("/assets/kantansim.css", parts);
        var sizes = await Task.WhenAll(parts.Select(async part => (Part: part, Bytes: await SizeOf(http, part))));
        Assert.True(sizes.Sum(size => size.Bytes) < MaxBytes, string.Join(", ", sizes));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/api/transactions/{0}", false)]
    [InlineData("/payment/SearchTradeMulti.idPass", false)]
    [InlineData("/healthz/live", false)]
    public async Task Only_pages_are_compressed(string path, bool isCompressed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("VIEW-2");
        using var http = CompressingClient(simulated);
        using var answer = await http.GetAsync(string.Format(null, path, order.AccessId), TestContext.Current.CancellationToken);
        Assert.Equal(isCompressed, answer.Content.Headers.ContentEncoding.Count > 0);
    }

    // Accepts compressed answers, and does not decompress them.
    static HttpClient CompressingClient(SimulatorFixture simulated)
    {
        var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new(simulated.Url),
        };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        return http;
    }

    static async Task<int> SizeOf(HttpClient http, string path) =>
        (await http.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).Length;

    [GeneratedRegex("(?:src|href)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Part();
}
