using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages.Aspire;

/// <summary>The package KantanSim.Aspire.Hosting: the model that an app host gets, without an orchestrator.</summary>
public sealed class KantanSimResourceTests
{
    readonly AppHost host = new();

    [Fact]
    public async Task Container_gets_the_settings_of_a_development_machine()
    {
        var environment = await AppHost.Run(host.Builder.AddKantanSim("kantansim"));
        Assert.Equal(":memory:", environment["KantanSim__Data"]);
        Assert.Equal("http://localhost:6400", environment["KantanSim__PublicUrl"]);
        Assert.Equal("*.dev.internal", environment["KantanSim__AllowedHosts"]);
        Assert.Matches("^[0-9A-Za-z]{22}$", environment["KantanSim__AdminToken"]);
    }

    [Fact]
    public async Task Own_token_seed_clock_and_settings_reach_the_container()
    {
        var token = host.Builder.AddParameter("operator", "only-for-this-test", secret: true);
        var environment = await AppHost.Run(host.Builder.AddKantanSim("kantansim")
            .WithAdminToken(token)
            .WithSeed(7)
            .WithClock(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(9)))
            .WithSetting("PublicUrl", "https://pay.example")
            .WithSetting("Protocol:CodeFamily", "M01"));
        Assert.Equal("only-for-this-test", environment["KantanSim__AdminToken"]);
        Assert.Equal("7", environment["KantanSim__Seed"]);
        Assert.Equal("2026-04-01T00:00:00.0000000+09:00", environment["KantanSim__Clock"]);
        Assert.Equal("https://pay.example", environment["KantanSim__PublicUrl"]);
        Assert.Equal("M01", environment["KantanSim__Protocol__CodeFamily"]);
    }

    [Fact]
    public async Task Notifications_go_to_the_shops_address_inside_the_container_network()
    {
        var shop = host.AddShop();
        var environment = await AppHost.Run(host.Builder.AddKantanSim("kantansim")
            .WithNotifyUrl(shop.GetEndpoint("http"), "/notify")
            .WithShop("other", "otherpass"));
        Assert.Equal(
            ["KantanSim__Shops__0__NotifyUrl=http://aspire.dev.internal:3000/notify", "KantanSim__Shops__0__ShopId=tshop00000001",
                "KantanSim__Shops__0__ShopPass=kantansim1", "KantanSim__Shops__1__ShopId=other", "KantanSim__Shops__1__ShopPass=otherpass"],
            environment.Select(variable => $"{variable.Key}={variable.Value}")
                .Where(text => text.StartsWith("KantanSim__Shops", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Shop_on_the_host_gets_the_gateways_address_and_no_token()
    {
        var kantansim = host.Builder.AddKantanSim("kantansim");
        await AppHost.Run(kantansim);
        var shop = host.AddShop().WithReference(kantansim).WithEnvironment("GATEWAY_URL", kantansim.Resource.GatewayUriExpression);
        var environment = await AppHost.Variables(shop.Resource);
        Assert.Equal("http://localhost:6400/payment/", environment["GATEWAY_URL"]);
        Assert.Equal("http://localhost:6400", environment["ConnectionStrings__kantansim"]);
        Assert.Equal("http://localhost:6400/payment/", environment["KANTANSIM_GATEWAYURI"]);
        Assert.DoesNotContain(environment.Keys, name => name.Contains("TOKEN", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Scenarios_of_a_folder_replace_the_library()
    {
        var folder = Path.Combine(Repository.Root, "scenarios");
        var kantansim = host.Builder.AddKantanSim("kantansim").WithScenarios(folder);
        var mount = Assert.Single(kantansim.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal(
            (folder, "/scenarios", ContainerMountType.BindMount, true), (mount.Source, mount.Target, mount.Type, mount.IsReadOnly));
        Assert.Equal("/scenarios", (await AppHost.Run(kantansim))["KantanSim__Scenarios"]);
    }

    [Fact]
    public async Task Data_volume_keeps_the_data()
    {
        var kantansim = host.Builder.AddKantanSim("kantansim").WithDataVolume("payments");
        var mount = Assert.Single(kantansim.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal(("payments", "/data", ContainerMountType.Volume), (mount.Source, mount.Target, mount.Type));
        Assert.Equal("/data", (await AppHost.Run(kantansim))["KantanSim__Data"]);
    }

    [Fact]
    public void A_wrong_value_is_refused_with_what_is_allowed()
    {
        var kantansim = host.Builder.AddKantanSim("kantansim");
        var shop = host.AddShop().GetEndpoint("http");
        var path = Assert.Throws<ArgumentException>(() => kantansim.WithNotifyUrl(shop, "notify"));
        Assert.StartsWith(
            "The notify path is \"notify\"; allowed: a path that begins with a slash.", path.Message, StringComparison.Ordinal);
        var folder = Assert.Throws<ArgumentException>(() => kantansim.WithScenarios("missing"));
        var missing = Path.Combine(AppContext.BaseDirectory, "missing");
        Assert.StartsWith(
            $"The scenarios' folder is \"{missing}\"; allowed: a folder that exists.", folder.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => kantansim.WithSetting(" ", "1"));
    }

    [Fact]
    public async Task Manifest_has_the_image_the_port_and_the_token_as_a_parameter()
    {
        var manifest = await Manifest(host.Builder.AddKantanSim("kantansim").Resource);
        Assert.Equal("kantansim:latest", (string?)manifest["image"]);
        Assert.Equal("{kantansim.bindings.http.url}", (string?)manifest["connectionString"]);
        var binding = manifest["bindings"]!["http"]!;
        Assert.Equal((8080, "http"), ((int)binding["targetPort"]!, (string?)binding["scheme"]));
        Assert.Equal("{kantansim-token.value}", (string?)manifest["env"]!["KantanSim__AdminToken"]);
        Assert.Null(manifest["env"]!["KantanSim__PublicUrl"]);
    }

    static async Task<JsonNode> Manifest(KantanSimResource resource)
    {
        using var stream = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            await new ManifestPublishingContext(
                new(DistributedApplicationOperation.Publish), Path.Combine(AppContext.BaseDirectory, "manifest.json"), writer,
                TestContext.Current.CancellationToken).WriteContainerAsync(resource);
            writer.WriteEndObject();
        }
        return JsonNode.Parse(stream.ToArray())!;
    }
}
