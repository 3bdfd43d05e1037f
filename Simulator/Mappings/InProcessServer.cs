using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KantanSim.Mappings;

/// <summary>
/// Takes the place of the web server that WireMock brings along, which would listen on a port of its own, and keeps WireMock's
/// request handler: requests are given to it as they came, bytes, headers and caller included.
/// </summary>
internal sealed class InProcessServer : IServer, IServiceProviderFactory<IServiceCollection>
{
    RequestDelegate? door;

    public InProcessServer() => Features.Set<IServerAddressesFeature>(new ServerAddressesFeature { Addresses = { "http://127.0.0.1:0" } });

    /// <summary>WireMock's handler.</summary>
    public RequestDelegate Handler => door ?? throw new InvalidOperationException("WireMock has not started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>WireMock adds its web server after what it lets others add: what has the last word is the factory.</summary>
    public void Register(IServiceCollection services) => services.AddSingleton<IServiceProviderFactory<IServiceCollection>>(this);

    /// <summary>Keeps what stands behind the place where WireMock lets others in: its handler.</summary>
    public void CaptureHandler(object application) => ((IApplicationBuilder)application).Use(next => door = next);

    public IServiceCollection CreateBuilder(IServiceCollection services) => services;

    public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
    {
        containerBuilder.RemoveAll<IServer>();
        return containerBuilder.AddSingleton<IServer>(this).BuildServiceProvider();
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }
}
