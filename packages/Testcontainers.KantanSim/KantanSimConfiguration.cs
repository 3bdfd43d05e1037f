using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace Testcontainers.KantanSim;

/// <inheritdoc cref="ContainerConfiguration"/>
public sealed class KantanSimConfiguration : ContainerConfiguration
{
    /// <summary>A configuration that leaves everything open.</summary>
    public KantanSimConfiguration()
    {
    }

    /// <param name="adminToken">The operator's token.</param>
    public KantanSimConfiguration(string adminToken) => AdminToken = adminToken;

    /// <param name="resourceConfiguration">The configuration of the Docker resource.</param>
    public KantanSimConfiguration(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) : base(resourceConfiguration)
    {
    }

    /// <param name="resourceConfiguration">The configuration of the Docker resource.</param>
    public KantanSimConfiguration(IContainerConfiguration resourceConfiguration) : base(resourceConfiguration)
    {
    }

    /// <param name="resourceConfiguration">The configuration of the Docker resource.</param>
    public KantanSimConfiguration(KantanSimConfiguration resourceConfiguration) : this(new KantanSimConfiguration(), resourceConfiguration)
    {
    }

    /// <summary>The second configuration, with what it leaves open taken from the first one.</summary>
    public KantanSimConfiguration(KantanSimConfiguration oldValue, KantanSimConfiguration newValue) : base(oldValue, newValue) =>
        AdminToken = BuildConfiguration.Combine(oldValue.AdminToken, newValue.AdminToken);

    /// <summary>The operator's token, which the control API and the dashboard ask for.</summary>
    public string? AdminToken { get; }
}
