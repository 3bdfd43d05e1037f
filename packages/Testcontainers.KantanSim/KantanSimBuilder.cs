using System.Security.Cryptography;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;

namespace Testcontainers.KantanSim;

/// <summary>
/// Builds a container of KantanSim: on a free port of the host, with data in memory, a clock that stands still, and an operator's token of
/// its own.
/// <example><code>
/// await using var container = new KantanSimBuilder().WithSeed(1).Build();
/// await container.StartAsync();
/// using var sim = container.CreateClient();
/// </code></example>
/// </summary>
public sealed partial class KantanSimBuilder : ContainerBuilder<KantanSimBuilder, KantanSimContainer, KantanSimConfiguration>
{
    /// <summary>The image that <c>docker build -t kantansim .</c> makes in KantanSim's repository.</summary>
    public const string KantanSimImage = "kantansim";

    /// <summary>The port that KantanSim listens on inside the container.</summary>
    public const ushort KantanSimPort = 8080;

    /// <summary>A container of the image <see cref="KantanSimImage"/>.</summary>
    public KantanSimBuilder() : this(KantanSimImage)
    {
    }

    /// <param name="image">The image, such as <c>registry.example/kantansim:0.1.0</c>.</param>
    public KantanSimBuilder(string image) : this(new DockerImage(image))
    {
    }

    /// <param name="image">The image, for example one that is built from a Dockerfile.</param>
    public KantanSimBuilder(IImage image) : this(new KantanSimConfiguration()) =>
        DockerResourceConfiguration = Init().WithImage(image).DockerResourceConfiguration;

    KantanSimBuilder(KantanSimConfiguration configuration) : base(configuration) => DockerResourceConfiguration = configuration;

    /// <inheritdoc/>
    protected override KantanSimConfiguration DockerResourceConfiguration { get; }

    /// <inheritdoc/>
    public override KantanSimContainer Build()
    {
        Validate();
        return new(DockerResourceConfiguration);
    }

    /// <inheritdoc/>
    protected override KantanSimBuilder Init() => base.Init()
        .WithPortBinding(KantanSimPort, assignRandomHostPort: true)
        .WithSetting("Data", ":memory:")
        .WithClock("Manual")
        .WithAdminToken(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))
        .WithConnectionStringProvider(new KantanSimConnectionStringProvider())
        .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request
            .ForPort(KantanSimPort).ForPath("/healthz/ready")));

    /// <inheritdoc/>
    protected override KantanSimBuilder Clone(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new KantanSimConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override KantanSimBuilder Clone(IContainerConfiguration resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new KantanSimConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override KantanSimBuilder Merge(KantanSimConfiguration oldValue, KantanSimConfiguration newValue) =>
        new(new KantanSimConfiguration(oldValue, newValue));
}
