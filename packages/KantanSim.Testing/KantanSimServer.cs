using KantanSim.Client;
using Microsoft.AspNetCore.Builder;

namespace KantanSim.Testing;

/// <summary>
/// A KantanSim in the test's process: on a free port of 127.0.0.1, with its data in memory. Several do not know of each other. It reads no
/// environment variables and no appsettings.json.
/// <example><code>
/// await using var sim = await KantanSimServer.StartAsync();
/// var shop = await sim.NewShopAsync(notifyUrl);
/// // the shop under test registers and requests the payment
/// await shop.ApproveAsync(orderId);
/// await shop.ExpectAsync(orderId, "AUTH");
/// </code></example>
/// </summary>
public sealed class KantanSimServer : IAsyncDisposable
{
    readonly WebApplication app;
    bool isDisposed;

    KantanSimServer(WebApplication app, string? adminToken)
    {
        this.app = app;
        Client = new(new Uri(app.Urls.First()), adminToken);
    }

    /// <summary>Its control API.</summary>
    public KantanSimClient Client { get; }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Url => Client.Url;

    /// <inheritdoc cref="KantanSimClient.GatewayUrl"/>
    public Uri GatewayUrl => Client.GatewayUrl;

    /// <summary>Starts one, and returns when it listens.</summary>
    /// <exception cref="KantanSimStartException">A setting or the scenarios' folder is invalid: the message names it.</exception>
    public static async Task<KantanSimServer> StartAsync(KantanSimServerOptions? options = null)
    {
        options ??= new();
        var app = await EmbeddedProgram.Start(options).ConfigureAwait(false);
        var server = new KantanSimServer(app, Token(options));
        try
        {
            if (options is { ClockRuns: true, Now: { } now })
                await server.Client.SetClockAsync(new() { Mode = "real", Now = now }).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds a shop for one test: with wallet members of its own, deleted with all its data when it is disposed.</summary>
    /// <param name="notifyUrl">Where the result notification program posts to; null: nowhere.</param>
    /// <param name="expiresIn">After this real time KantanSim deletes it; null: after 2 hours.</param>
    public Task<ShopClient> NewShopAsync(Uri? notifyUrl = null, TimeSpan? expiresIn = null) => Client.NewShopAsync(notifyUrl, expiresIn);

    /// <inheritdoc cref="NewShopAsync(Uri?, TimeSpan?)"/>
    public Task<ShopClient> NewShopAsync(string notifyUrl) => Client.NewShopAsync(notifyUrl);

    /// <summary>An HTTP client whose base address is <see cref="Url"/>, for pages and for the gateway's own protocol.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = Url };

    // Names of settings are the same in upper and lower case.
    static string? Token(KantanSimServerOptions options) => options.Settings
        .FirstOrDefault(setting => setting.Key.Equals("AdminToken", StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Stops it. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true)) return;
        Client.Dispose();
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }
}
