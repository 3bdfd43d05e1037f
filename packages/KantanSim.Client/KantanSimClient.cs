using System.Net.Http.Headers;

namespace KantanSim.Client;

/// <summary>
/// The control API of a running KantanSim (<c>/openapi/v1.json</c>). Thread-safe. Each call throws <see cref="KantanSimException"/> when
/// KantanSim refuses it or does not answer.
/// <example><code>
/// using var sim = new KantanSimClient(new Uri("http://127.0.0.1:8080"));
/// await using var shop = await sim.NewShopAsync(new Uri("http://127.0.0.1:3000/notify"));
/// await shop.ExpectAsync("ORDER-1", "AUTH");
/// </code></example>
/// </summary>
public sealed partial class KantanSimClient : IDisposable
{
    // Waits are limited by KantanSim itself, to at most 300 seconds, and an advance takes as long as its notifications.
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    readonly HttpClient http;
    readonly ControlApi api;

    /// <param name="url">Where KantanSim listens, such as <c>http://127.0.0.1:8080</c>, with its base path if it has one.</param>
    /// <param name="adminToken">The operator's token (setting <c>AdminToken</c>); null when there is none.</param>
    /// <param name="language">Of refusals and advice: <c>en</c> or <c>ja</c>.</param>
    public KantanSimClient(Uri url, string? adminToken = null, string language = "en")
        : this(new HttpClient(HandlerFor(url)) { BaseAddress = url, Timeout = Timeout })
    {
        if (adminToken is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", adminToken);
        http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
    }

    /// <param name="http">With the base address of KantanSim. Is disposed together with this client.</param>
    /// <exception cref="ArgumentException">It has no base address.</exception>
    public KantanSimClient(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var url = http.BaseAddress
            ?? throw new ArgumentException("The base address is null; allowed: where KantanSim listens.", nameof(http));
        // Without the slash at the end a relative path would replace the base path.
        if (!url.AbsolutePath.EndsWith('/')) http.BaseAddress = new Uri($"{url.GetLeftPart(UriPartial.Path)}/");
        (this.http, api) = (http, new ControlApi(http));
    }

    /// <summary>Where KantanSim listens, with a slash at the end.</summary>
    public Uri Url => http.BaseAddress!;

    /// <summary>
    /// The address of the gateway's calls, <c>{Url}payment/</c>, for a shop whose setting has the path. A shop whose setting is the host
    /// alone gets <see cref="Url"/>.
    /// </summary>
    public Uri GatewayUrl => new(Url, "payment/");

    /// <summary>Adds a shop for one test: with wallet members of its own, deleted with all its data when it is disposed.</summary>
    /// <param name="notifyUrl">Where the result notification program posts to; null: nowhere.</param>
    /// <param name="expiresIn">After this real time KantanSim deletes it, also when the test was killed. 1 second to 365 days.</param>
    /// <exception cref="ArgumentException">The notification URL is no absolute http or https URL.</exception>
    public async Task<ShopClient> NewShopAsync(Uri? notifyUrl = null, TimeSpan? expiresIn = null)
    {
        var request = new ShopRequest
        {
            NotifyUrl = notifyUrl is null ? null : NotifyUrls.Check(notifyUrl).AbsoluteUri,
            Members = ShopMembers.Own,
            ExpiresIn = Durations.Format(expiresIn ?? ShopClient.DefaultExpiry),
        };
        return new(this, await AddShopAsync(request).ConfigureAwait(false));
    }

    /// <inheritdoc cref="NewShopAsync(Uri?, TimeSpan?)"/>
    public Task<ShopClient> NewShopAsync(string notifyUrl) => NewShopAsync(NotifyUrls.Parse(notifyUrl));

    // A proxy of the environment cannot reach this machine's loopback.
    static SocketsHttpHandler HandlerFor(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new() { UseProxy = !url.IsLoopback };
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
