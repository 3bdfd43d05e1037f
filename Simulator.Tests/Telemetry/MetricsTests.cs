using System.Net;
using System.Net.Http.Headers;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Telemetry;

/// <summary>Who may read /metrics.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_need_the_admin_token_where_one_is_set()
    {
        await using var simulated = await SimulatorFixture.Start(settings: ["--KantanSim:Metrics=true", "--KantanSim:AdminToken=secret"]);
        using var http = new HttpClient();
        using var refused = await http.GetAsync(new Uri($"{simulated.Url}/metrics"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        var metrics = await http.GetStringAsync(new Uri($"{simulated.Url}/metrics"), TestContext.Current.CancellationToken);
        Assert.Contains("kantansim_store_batches_total", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_that_are_not_switched_on_are_not_found()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/metrics");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
