using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary>The compressed size of a page with its styles, scripts and images.</summary>
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
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new(simulated.Url) };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        using var plain = new HttpClient { BaseAddress = http.BaseAddress };
        path = string.Format(null, path, order.AccessId, visit.Split('/')[^1]);
        var page = await plain.GetStringAsync(path, TestContext.Current.CancellationToken);
        var parts = Part().Matches(page).Select(part => part.Groups[1].Value).Distinct().Prepend(path).ToList();
        Assert.Contains("/assets/kantansim.css", parts);
        var sizes = await Task.WhenAll(parts.Select(async part => (Part: part, Bytes: (await http.GetByteArrayAsync(part, TestContext.Current.CancellationToken)).Length)));
        Assert.True(sizes.Sum(one => one.Bytes) < MaxBytes, string.Join(", ", sizes));
    }

    [Fact]
    public async Task Pages_are_compressed_and_gateway_and_API_answers_are_not()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("VIEW-2");
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new(simulated.Url) };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        foreach (var (path, compressed) in new[] { ("/", true), ($"/api/transactions/{order.AccessId}", false), ("/payment/SearchTradeMulti.idPass", false), ("/healthz/live", false) })
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(answer.Content.Headers.ContentEncoding.Count > 0 == compressed, path);
        }
    }

    [GeneratedRegex("(?:src|href)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Part();
}
