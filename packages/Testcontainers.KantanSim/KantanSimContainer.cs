using DotNet.Testcontainers.Containers;
using KantanSim.Client;

namespace Testcontainers.KantanSim;

/// <summary>A KantanSim in a container. Its addresses exist once it has started.</summary>
public sealed class KantanSimContainer : DockerContainer
{
    readonly KantanSimConfiguration configuration;

    /// <param name="configuration">The configuration of the container.</param>
    public KantanSimContainer(KantanSimConfiguration configuration) : base(configuration) => this.configuration = configuration;

    /// <summary>Where the test's process reaches it, such as <c>http://127.0.0.1:49153/</c>, with a slash at the end.</summary>
    public string GetBaseAddress() =>
        new UriBuilder(Uri.UriSchemeHttp, Hostname, GetMappedPublicPort(KantanSimBuilder.KantanSimPort)).Uri.AbsoluteUri;

    /// <summary>The address of the gateway for a shop outside the container: <c>{base address}payment/</c>.</summary>
    public string GetGatewayAddress() => $"{GetBaseAddress()}payment/";

    /// <summary>The operator's token, for requests to <c>/api</c> and for signing in to the dashboard.</summary>
    public string GetAdminToken() => configuration.AdminToken!;

    /// <summary>A client of its control API. The caller disposes it.</summary>
    public KantanSimClient CreateClient() => new(new Uri(GetBaseAddress()), GetAdminToken());
}
