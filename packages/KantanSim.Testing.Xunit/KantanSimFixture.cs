using KantanSim.Client;
using Xunit;

namespace KantanSim.Testing.Xunit;

/// <summary>
/// A KantanSim for a class, a collection or an assembly of tests (xunit.v3). With <see cref="TimelineOnFailureAttribute"/> the payments of
/// a failed test are written to its output.
/// <example><code>
/// [TimelineOnFailure]
/// public sealed class CheckoutTests(KantanSimFixture sim) : IClassFixture&lt;KantanSimFixture&gt;
/// {
///     [Fact]
///     public async Task Paid_order_is_authorised()
///     {
///         await using var shop = await sim.NewShopAsync(notifyUrl);
///         …
///     }
/// }
/// </code></example>
/// </summary>
public class KantanSimFixture : IAsyncLifetime
{
    KantanSimServer? server;

    /// <summary>How the server starts; the defaults unless a derived class says otherwise.</summary>
    protected virtual KantanSimServerOptions Options => new();

    /// <summary>The running server.</summary>
    /// <exception cref="InvalidOperationException">xunit has not initialized the fixture yet.</exception>
    public KantanSimServer Server => server ?? throw new InvalidOperationException("The fixture is not initialized yet.");

    /// <inheritdoc cref="KantanSimServer.GatewayUrl"/>
    public Uri GatewayUrl => Server.GatewayUrl;

    /// <summary>
    /// Adds a shop for the running test, whose token cancels the shop's calls. Its timelines are kept for the test's output until the test
    /// has ended.
    /// </summary>
    /// <param name="notifyUrl">Where the result notification program posts to; null: nowhere.</param>
    /// <param name="expiresIn">After this real time KantanSim deletes it; null: after 2 hours.</param>
    public async Task<ShopClient> NewShopAsync(Uri? notifyUrl = null, TimeSpan? expiresIn = null)
    {
        var timelines = TestTimelines.OfRunningTest;
        var shop = await Server.NewShopAsync(notifyUrl, expiresIn).ConfigureAwait(false);
        shop.Cancellation = TestContext.Current.CancellationToken;
        timelines.Add(shop);
        return shop;
    }

    /// <inheritdoc cref="NewShopAsync(Uri?, TimeSpan?)"/>
    public Task<ShopClient> NewShopAsync(string notifyUrl) => NewShopAsync(new Uri(notifyUrl));

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => server = await KantanSimServer.StartAsync(Options).ConfigureAwait(false);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
