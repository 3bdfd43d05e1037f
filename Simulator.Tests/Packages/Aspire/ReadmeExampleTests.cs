using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KantanSim.Tests.Packages.Aspire;

/// <summary>The example of the README of KantanSim.Aspire.Hosting.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public async Task Example_connects_the_shop_and_the_gateway()
    {
        var builder = new AppHost().Builder;

        #region README
        var kantansim = builder.AddKantanSim("kantansim");
        var shop = builder.AddProject<Projects.Shop>("shop")
            .WithEnvironment("GATEWAY_URL", kantansim.Resource.GatewayUriExpression)
            .WaitFor(kantansim);
        kantansim.WithNotifyUrl(shop.GetEndpoint("http"), "/notify");
        #endregion

        AppHost.Allocate(shop.Resource, new("http://localhost:3000"), new("http://aspire.dev.internal:3000"));
        var gateway = await AppHost.Run(kantansim);
        Assert.Equal("http://aspire.dev.internal:3000/notify", Assert.Single(ContainerSettings.Read(gateway).Shops).NotifyUrl?.ToString());
        var merchant = await AppHost.Variables(shop.Resource);
        Assert.Equal("http://localhost:6400/payment/", merchant["GATEWAY_URL"]);
    }

    static class Projects
    {
        /// <summary>Stands for the class that the SDK of app hosts generates for a referenced project.</summary>
        internal sealed class Shop : IProjectMetadata
        {
            public string ProjectPath => "Shop.csproj";

            public LaunchSettings LaunchSettings { get; } = new()
            {
                Profiles = { ["http"] = new() { CommandName = "Project", ApplicationUrl = "http://localhost:5000" } },
            };
        }
    }
}
