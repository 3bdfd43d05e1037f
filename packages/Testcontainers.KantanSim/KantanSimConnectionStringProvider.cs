using DotNet.Testcontainers.Configurations;

namespace Testcontainers.KantanSim;

/// <summary>The connection string of a KantanSim is its address.</summary>
internal sealed class KantanSimConnectionStringProvider : ContainerConnectionStringProvider<KantanSimContainer, KantanSimConfiguration>
{
    /// <inheritdoc/>
    protected override string GetHostConnectionString() => Container.GetBaseAddress();
}
