using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages;

/// <summary>
/// The test project in packages/examples/dotnet, built in a folder of its own with the packages of this build as a merchant's developer
/// gets them, and with one more test, which fails.
/// </summary>
public sealed class ExampleProjectTests
{
    const string FailingTest = """
        using KantanSim.Testing.Xunit;
        using Xunit;

        namespace Checkout.Tests;

        [TimelineOnFailure]
        public sealed class FailingTests(KantanSimFixture sim) : IClassFixture<KantanSimFixture>
        {
            [Fact]
            public async Task Fails()
            {
                await using var account = await sim.NewShopAsync();
                await using var shop = new CheckoutShop(sim.GatewayUrl, account.ShopId, account.ShopPass);
                await shop.Start();
                await shop.CheckOut("FAILING-1", 1000);
                Assert.Fail("on purpose");
            }
        }
        """;

    [Fact]
    public async Task Example_passes_with_the_packages_and_a_failed_test_shows_its_timeline()
    {
        var root = Directory.CreateTempSubdirectory("kantansim-example-");
        try
        {
            var run = await RunIn(root);
            Assert.True(run.Output.Contains("Total: 4, Errors: 0, Failed: 1", StringComparison.Ordinal), run.Text);
            Assert.Contains("FailingTests.Fails [FAIL]", run.Output, StringComparison.Ordinal);
            Assert.Contains("Order FAILING-1 of shop ", run.Output, StringComparison.Ordinal);
            Assert.Contains("merchant -> gateway: EntryTranRecruit", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Order ORDER-1", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    // Other packages come from this machine's cache, which the build of these tests has filled; nothing is left in it.
    static async Task<DotnetRun> RunIn(DirectoryInfo root)
    {
        var project = root.CreateSubdirectory("project");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "packages", "examples", "dotnet")))
            File.Copy(file, Path.Combine(project.FullName, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(project.FullName, "FailingTests.cs"), FailingTest, TestContext.Current.CancellationToken);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return await DotnetRun.Of(project, [("NUGET_PACKAGES", Path.Combine(root.FullName, "packages")), ("NO_COLOR", "1")],
            "run", $"-p:RestoreSources={(await BuiltPackages.Folder).FullName}", $"-p:RestoreFallbackFolders={cache}");
    }
}
