using System.Net;
using System.Net.Http.Headers;
using KantanSim.Tests.Kit;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Telemetry;

/// <summary>What Prometheus reads, of the real program: meters belong to a whole process.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_count_payments_calls_notifications_and_rows()
    {
        using var merchant = WireMockServer.Start();
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody("0"));
        using var program = await RunningProgram.Start(["--KantanSim:Data=:memory:", "--KantanSim:Metrics=true", .. RunningProgram.Notifying($"{merchant.Url}/notify")]);
        var order = await program.Executes("METRICS-1");
        await program.Call("RecruitSales", order); // too early
        await program.Call("NoSuchThing", order);
        await program.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", new { action = "approve" });
        await program.Gets($"/api/transactions/{order.AccessId}/wait?step=9");
        var metrics = await program.Gets("/metrics");
        Assert.Equal("1", Value(metrics, "kantansim_payments_registered_total", "kantansim_payment_method=\"Recruit\""));
        Assert.Equal("1", Value(metrics, "kantansim_payments_status_changes_total", "kantansim_status=\"AUTH\""));
        Assert.Equal("1", Value(metrics, "kantansim_gateway_call_duration_seconds_count", "kantansim_api=\"ExecTranRecruit\""));
        Assert.Equal("1", Value(metrics, "kantansim_gateway_call_duration_seconds_count", "kantansim_api=\"RecruitSales\"", "error_type=\"M01\""));
        Assert.Equal("1", Value(metrics, "kantansim_gateway_call_duration_seconds_count", "kantansim_api=\"_OTHER\"", "error_type=\"E91\""));
        Assert.Equal("3", Value(metrics, "kantansim_notification_attempt_duration_seconds_count", "kantansim_result=\"received\""));
        Assert.Equal("0", Value(metrics, "kantansim_notifications_pending"));
        Assert.Equal("0", Value(metrics, "kantansim_agenda_lines_due"));
        Assert.True(int.Parse(Value(metrics, "kantansim_agenda_lines"), null) > 0);
        Assert.True(int.Parse(Value(metrics, "kantansim_store_rows_total"), null) > int.Parse(Value(metrics, "kantansim_store_batches_total"), null));
        Assert.DoesNotContain("NoSuchThing", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_guards_them()
    {
        await using var simulated = await Simulated.Start(settings: ["--KantanSim:Metrics=true", "--KantanSim:AdminToken=secret"]);
        using var http = new HttpClient();
        using var refused = await http.GetAsync(new Uri($"{simulated.Url}/metrics"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        Assert.Contains("kantansim_store_batches_total", await http.GetStringAsync(new Uri($"{simulated.Url}/metrics"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_asked_for_they_are_not_there()
    {
        await using var simulated = await Simulated.Start();
        using var answer = await simulated.Get("/metrics");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // The one line of a name with these labels; each test's figures are exact.
    static string Value(string metrics, string name, params string[] labels) =>
        Assert.Single(metrics.Split('\n'), line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            && labels.All(label => line.Contains(label, StringComparison.Ordinal))).Split("} ")[^1].Split(' ')[0];
}
