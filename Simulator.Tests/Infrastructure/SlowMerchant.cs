using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A merchant's server that accepts notifications, and responds with 0 after <see cref="Answer"/> was called.</summary>
internal sealed class SlowMerchant : IAsyncDisposable
{
    readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly WebApplication app;
    int asks;

    SlowMerchant(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>Completes when a notification was received.</summary>
    public Task Asked => asked.Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>The number of received notifications.</summary>
    public int Asks => asks;

    /// <summary>Responds to the pending notifications, and to later ones at once.</summary>
    public void Answer() => answers.SetResult();

    public static async Task<SlowMerchant> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var merchant = new SlowMerchant(builder.Build());
        merchant.app.Run(async http =>
        {
            Interlocked.Increment(ref merchant.asks);
            merchant.asked.TrySetResult();
            await merchant.answers.Task.WaitAsync(http.RequestAborted);
            await http.Response.WriteAsync("0", http.RequestAborted);
        });
        await merchant.app.StartAsync(TestContext.Current.CancellationToken);
        return merchant;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
