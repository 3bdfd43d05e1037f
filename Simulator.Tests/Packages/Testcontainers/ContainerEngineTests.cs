using DotNet.Testcontainers.Containers;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Packages.Testing;
using Testcontainers.KantanSim;

namespace KantanSim.Tests.Packages.Testcontainers;

/// <summary>The image in a container. It needs a container engine with the image <c>kantansim</c>, and is skipped without.</summary>
public sealed class ContainerEngineTests
{
    [Fact]
    public async Task A_payment_is_authorised_by_a_container()
    {
        await SkipWithoutImage();
        await using var merchant = await CheckoutShop.Start();

        // A README shows no cancellation.
#pragma warning disable xUnit1051
        #region README
        await using var container = new KantanSimBuilder().WithSeed(1).Build();
        await container.StartAsync();
        using var sim = container.CreateClient();
        await using var shop = await sim.NewShopAsync();

        // The shop under test pays at container.GetGatewayAddress(), with shop.ShopId and shop.ShopPass.
        await merchant.CheckOut(shop, "ORDER-1");
        await shop.ApproveAsync("ORDER-1");
        await shop.ExpectAsync("ORDER-1", "AUTH");
        await shop.Clock.AdvanceAsync(TimeSpan.FromDays(20));
        #endregion
#pragma warning restore xUnit1051
    }

    [Fact]
    public async Task Scenarios_of_a_folder_replace_the_library_in_the_container()
    {
        await SkipWithoutImage();
        var folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");
        try
        {
            var sub = folder.CreateSubdirectory("own");
            File.Copy(Path.Combine(Repository.Root, "scenarios", "cancel.yaml"), Path.Combine(sub.FullName, "cancel.yaml"));
            await using var container = new KantanSimBuilder().WithScenarios(folder.FullName).Build();
            await container.StartAsync(TestContext.Current.CancellationToken);
            using var sim = container.CreateClient();
            var scenarios = await sim.ListScenariosAsync(TestContext.Current.CancellationToken);
            // success exists without a file.
            Assert.Equal(["cancel", "success"], scenarios.Items.Select(scenario => scenario.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_wrong_setting_fails_the_start_with_its_name_value_and_what_is_allowed()
    {
        await SkipWithoutImage();
        await using var container = new KantanSimBuilder().WithSetting("KeepDays", "many").Build();
        var wrong = await Assert.ThrowsAsync<ContainerNotRunningException>(
            () => container.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Setting KantanSim:KeepDays is \"many\"; allowed: ", wrong.Message, StringComparison.Ordinal);
    }

    static async Task SkipWithoutImage()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(path.Any(folder => File.Exists(Path.Combine(folder, "docker"))), "docker is not installed");
        var inspected = await DotnetRun.Of(
            "docker", new(AppContext.BaseDirectory), [], "image", "inspect", "--format", "{{.Id}}", KantanSimBuilder.KantanSimImage);
        Assert.SkipUnless(inspected.Code == 0, $"No container engine with the image kantansim: {inspected.Error.Trim()}");
    }
}
