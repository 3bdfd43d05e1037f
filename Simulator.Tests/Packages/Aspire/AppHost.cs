using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Packages.Aspire;

/// <summary>The model of an app host that is never started: what an orchestrator would assign is assigned by hand.</summary>
internal sealed class AppHost
{
    public AppHost() => Builder.Services.AddLogging(logging => logging.ClearProviders());

    public IDistributedApplicationBuilder Builder { get; } = DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });

    /// <summary>Adds a shop under test that is reached at an address from the host, and at another from containers.</summary>
    public IResourceBuilder<ExecutableResource> AddShop()
    {
        var shop = Builder.AddExecutable("shop", "node", AppContext.BaseDirectory).WithHttpEndpoint();
        Allocate(shop.Resource, new("http://localhost:3000"), new("http://aspire.dev.internal:3000"));
        return shop;
    }

    /// <summary>Gives the only endpoint of a resource its addresses.</summary>
    public static void Allocate(IResource resource, Uri onHost, Uri inContainers)
    {
        var endpoint = resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new(endpoint, onHost.Host, onHost.Port);
        var network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(network, new(
            endpoint, inContainers.Host, inContainers.Port, EndpointBindingMode.SingleAddress, networkId: network));
    }

    /// <summary>The variables that the container gets when the app host runs.</summary>
    public static async Task<Dictionary<string, string>> Run(IResourceBuilder<KantanSimResource> kantansim)
    {
        Allocate(kantansim.Resource, new("http://localhost:6400"), new("http://kantansim.dev.internal:8080"));
        return await Variables(kantansim.Resource);
    }

    /// <summary>The variables that a resource gets when the app host runs. Addresses must be allocated.</summary>
    public static async Task<Dictionary<string, string>> Variables(IResource resource)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().BuildAsync(
            new(DistributedApplicationOperation.Run), NullLogger.Instance, TestContext.Current.CancellationToken);
        return new(configuration.EnvironmentVariables);
    }
}
