using KantanSim.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.KantanSim;

namespace KantanSim.Tests.Packages.Testcontainers;

/// <summary>The package Testcontainers.KantanSim, with an engine that runs nothing.</summary>
public sealed class KantanSimContainerTests : IAsyncLifetime
{
    const string Token = "only-for-this-test";

    KantanSimServer sim = null!;
    StubEngine engine = null!;

    public async ValueTask InitializeAsync()
    {
        sim = await KantanSimServer.StartAsync(new() { Settings = new Dictionary<string, string> { ["AdminToken"] = Token } });
        engine = await StubEngine.Start(sim.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await sim.DisposeAsync();
    }

    [Fact]
    public async Task Started_container_has_addresses_and_a_client_with_its_token()
    {
        await using var container = await Start(builder => builder.WithAdminToken(Token));
        Assert.Equal(sim.Url.AbsoluteUri, container.GetBaseAddress());
        Assert.Equal(sim.GatewayUrl.AbsoluteUri, container.GetGatewayAddress());
        Assert.Equal(container.GetBaseAddress(), container.GetConnectionString());
        using var client = container.CreateClient();
        await using var shop = await client.NewShopAsync();
        Assert.Equal(container.GetGatewayAddress(), shop.Client.GatewayUrl.AbsoluteUri);
    }

    [Fact]
    public async Task Start_waits_until_the_server_is_ready()
    {
        await using var slow = await StubEngine.Start();
        await using var container = await Start(slow);
        Assert.Equal(2, slow.ReadinessChecks);
    }

    [Fact]
    public async Task Container_is_made_of_the_image_with_a_free_port_of_the_host()
    {
        await using var container = await Start();
        Assert.Equal("kantansim:latest", (string?)engine.Created["Image"]);
        Assert.Equal(["8080/tcp"], engine.Created["ExposedPorts"]!.AsObject().Select(port => port.Key));
        Assert.Equal("", (string?)engine.Created["HostConfig"]!["PortBindings"]!["8080/tcp"]![0]!["HostPort"]);
    }

    [Fact]
    public async Task Container_of_another_image_can_be_used()
    {
        await using var container = await Start(image: "registry.example/kantansim:0.1.0");
        Assert.Equal("registry.example/kantansim:0.1.0", (string?)engine.Created["Image"]);
    }

    [Fact]
    public async Task Settings_suit_a_test_unless_they_are_set()
    {
        await using var container = await Start();
        Assert.Equal(":memory:", engine.Environment["KantanSim__Data"]);
        var options = ContainerSettings.Read(engine.Environment).Options;
        Assert.True(options.KeepsStoredClock);
        Assert.Matches("^[0-9a-f]{32}$", options.AdminToken);
        Assert.Equal(container.GetAdminToken(), options.AdminToken);
        Assert.Null(options.Seed);
    }

    [Fact]
    public async Task Each_container_has_a_token_of_its_own()
    {
        await using var one = new KantanSimBuilder().WithDockerEndpoint(engine.Endpoint).Build();
        await using var two = new KantanSimBuilder().WithDockerEndpoint(engine.Endpoint).Build();
        Assert.NotEqual(one.GetAdminToken(), two.GetAdminToken());
    }

    [Fact]
    public async Task Own_settings_reach_the_server()
    {
        var now = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(9));
        await using var container = await Start(builder => builder
            .WithSeed(7).WithClock(now).WithAdminToken(Token)
            .WithSetting("Shops:0:ShopId", "shop1").WithSetting("Shops:0:ShopPass", "pass1"));
        var settings = ContainerSettings.Read(engine.Environment);
        Assert.Equal((7, now, Token), (settings.Options.Seed, settings.Options.ClockStandsAt, settings.Options.AdminToken));
        Assert.Equal(("shop1", Token), (Assert.Single(settings.Shops).ShopId, container.GetAdminToken()));
    }

    [Fact]
    public async Task Scenarios_of_a_folder_replace_the_library()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.CreateSubdirectory("own").FullName, "a.yaml"), "", TestContext.Current.CancellationToken);
            await using var container = await Start(builder => builder.WithScenarios(folder.FullName));
            Assert.Equal(["/scenarios/own/a.yaml"], engine.Copied);
            Assert.Equal("/scenarios", engine.Environment["KantanSim__Scenarios"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Container_reaches_the_host_by_name()
    {
        await using var container = await Start(builder => builder.WithAccessToHost());
        Assert.Equal("host.docker.internal:host-gateway", (string?)Assert.Single(engine.Created["HostConfig"]!["ExtraHosts"]!.AsArray()));
    }

    [Fact]
    public void A_wrong_value_is_refused_with_what_is_allowed()
    {
        var builder = new KantanSimBuilder();
        Refuses("The admin token is \"\"; allowed: a text that does not begin or end with a space.", () => builder.WithAdminToken(""));
        Refuses("The admin token is \" a\"; allowed: a text that does not begin or end with a space.", () => builder.WithAdminToken(" a"));
        var missing = Path.GetFullPath("no-such-folder");
        Refuses($"The scenarios' folder is \"{missing}\"; allowed: a folder that exists.", () => builder.WithScenarios("no-such-folder"));
        Refuses("The scenarios' folder is \"\"; allowed: a folder that exists.", () => builder.WithScenarios(""));
        Refuses(
            "The setting's name is \" \"; allowed: a name of docs/settings.md, such as NotifyAllow.", () => builder.WithSetting(" ", "1"));
    }

    static void Refuses(string message, Func<KantanSimBuilder> wrong) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(wrong).Message, StringComparison.Ordinal);

    Task<KantanSimContainer> Start(
        Func<KantanSimBuilder, KantanSimBuilder>? configure = null, string image = KantanSimBuilder.KantanSimImage) =>
        Start(engine, configure, image);

    static async Task<KantanSimContainer> Start(
        StubEngine at, Func<KantanSimBuilder, KantanSimBuilder>? configure = null, string image = KantanSimBuilder.KantanSimImage)
    {
        var builder = new KantanSimBuilder(image).WithDockerEndpoint(at.Endpoint).WithCleanUp(false).WithLogger(NullLogger.Instance);
        var container = (configure?.Invoke(builder) ?? builder).Build();
        await container.StartAsync(TestContext.Current.CancellationToken);
        return container;
    }
}
