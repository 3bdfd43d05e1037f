using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KantanSim.Mappings;

/// <summary>
/// Replaces Kestrel in WireMock, which would listen on its own port, and captures WireMock's request handler, so that requests can be
/// passed to it in process with their exact bytes, headers and remote address.
/// </summary>
internal sealed class InProcessServer : IServer, IServiceProviderFactory<IServiceCollection>
{
    RequestDelegate? handler;

    public InProcessServer() =>
        Features.Set<IServerAddressesFeature>(new ServerAddressesFeature { Addresses = { "http://127.0.0.1:0" } });

    /// <summary>WireMock's handler.</summary>
    public RequestDelegate Handler => handler ?? throw new InvalidOperationException("WireMock has not started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>WireMock registers Kestrel after this hook, so the server can only be replaced in the service provider factory.</summary>
    public void Register(IServiceCollection services) => services.AddSingleton<IServiceProviderFactory<IServiceCollection>>(this);

    /// <summary>For PreWireMockMiddlewareInit: the next middleware is WireMock's handler.</summary>
    public void CaptureHandler(object application) => ((IApplicationBuilder)application).Use(next => handler = next);

    public IServiceCollection CreateBuilder(IServiceCollection services) => services;

    public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
    {
        containerBuilder.RemoveAll<IServer>();
        return containerBuilder.AddSingleton<IServer>(this).BuildServiceProvider();
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }
}
