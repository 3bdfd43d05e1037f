using System.Threading.Channels;
using KantanSim.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Telemetry;

/// <summary>An OTLP request.</summary>
internal sealed record OtlpRequest(string Path, Protobuf Body);

/// <summary>An OTLP collector over HTTP, which may never answer.</summary>
internal sealed class Collector : IAsyncDisposable
{
    readonly Channel<OtlpRequest> received = Channel.CreateUnbounded<OtlpRequest>();
    readonly WebApplication app;

    Collector(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>What was received since the last call, in order.</summary>
    public IEnumerable<OtlpRequest> All()
    {
        while (received.Reader.TryRead(out var one)) yield return one;
    }

    /// <summary>Waits until each of these paths has received a request, and returns all requests until then.</summary>
    public async Task<List<OtlpRequest>> Until(params string[] paths)
    {
        var all = new List<OtlpRequest>();
        while (paths.Except(all.Select(one => one.Path)).Any())
            all.Add(await received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard());
        return all;
    }

    public static async Task<Collector> Start(bool answers = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            collector.received.Writer.TryWrite(new(http.Request.Path, new(body.ToArray())));
            if (!answers) await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await collector.app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
