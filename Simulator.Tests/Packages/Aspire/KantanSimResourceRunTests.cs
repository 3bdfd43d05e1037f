using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using KantanSim.Client;
using KantanSim.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KantanSim.Tests.Packages.Aspire;

/// <summary>What the app host asks a running KantanSim: one in the test's process stands for the container.</summary>
public sealed class KantanSimResourceRunTests
{
    const string Token = "only-for-this-test";

    [Fact]
    public async Task Resource_is_healthy_while_the_server_is_ready()
    {
        await using var sim = await Start();
        await using var app = await Run(sim.Url);
        Assert.Equal(HealthStatus.Healthy, await Health(app));
    }

    [Fact]
    public async Task Resource_is_unhealthy_when_no_server_answers()
    {
        await using var app = await Run(new("http://127.0.0.1:1"));
        Assert.Equal(HealthStatus.Unhealthy, await Health(app));
    }

    [Fact]
    public async Task Command_advances_the_clock_by_a_day()
    {
        await using var sim = await Start();
        await using var app = await Run(sim.Url);
        using var client = new KantanSimClient(sim.Url, Token);
        var before = (await client.GetClockAsync(cancel: TestContext.Current.CancellationToken)).Now;
        await Execute(app, "advance-clock");
        var after = (await client.GetClockAsync(cancel: TestContext.Current.CancellationToken)).Now;
        Assert.Equal(TimeSpan.FromDays(1), after - before);
    }

    [Fact]
    public async Task Command_deletes_all_payments()
    {
        await using var sim = await Start();
        await using var app = await Run(sim.Url);
        using var client = new KantanSimClient(sim.Url, Token);
        await client.ArmAsync(new() { Scenario = "cancel" }, TestContext.Current.CancellationToken);
        await Execute(app, "reset");
        Assert.Empty((await client.ListArmedAsync(TestContext.Current.CancellationToken)).Items);
    }

    static Task<KantanSimServer> Start() => KantanSimServer.StartAsync(
        new() { Settings = new Dictionary<string, string> { ["AdminToken"] = Token } });

    static async Task<DistributedApplication> Run(Uri server)
    {
        var host = new AppHost();
        var kantansim = host.Builder.AddKantanSim("kantansim").WithAdminToken(host.Builder.AddParameter("operator", Token, secret: true));
        AppHost.Allocate(kantansim.Resource, server, server);
        var app = host.Builder.Build();
        await host.Builder.Eventing.PublishAsync(
            new ResourceEndpointsAllocatedEvent(kantansim.Resource, app.Services), TestContext.Current.CancellationToken);
        return app;
    }

    static async Task<HealthStatus> Health(DistributedApplication app)
    {
        var key = Resource(app).Annotations.OfType<HealthCheckAnnotation>().Single().Key;
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(
            check => check.Name == key, TestContext.Current.CancellationToken);
        return report.Entries[key].Status;
    }

    static async Task Execute(DistributedApplication app, string command)
    {
        var result = await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(
            Resource(app), command, TestContext.Current.CancellationToken);
        Assert.True(result.Success, result.Message);
    }

    static KantanSimResource Resource(DistributedApplication app) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<KantanSimResource>().Single();
}
