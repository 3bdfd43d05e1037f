using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds KantanSim to the model of an Aspire app host.</summary>
public static class KantanSimBuilderExtensions
{
    const int ContainerPort = 8080;
    const string DataFolder = "/data";
    const string ScenarioFolder = "/scenarios";

    /// <summary>
    /// Adds a KantanSim in a container, with data in memory and a generated operator's token. It is healthy when
    /// <c>/healthz/ready</c> answers with 200. Its payments are traces of the dashboard.
    /// <example><code>
    /// var kantansim = builder.AddKantanSim("kantansim");
    /// builder.AddProject&lt;Projects.Shop&gt;("shop")
    ///     .WithEnvironment("GATEWAY_URL", kantansim.Resource.GatewayUriExpression)
    ///     .WaitFor(kantansim);
    /// </code></example>
    /// </summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="port">The port on the host; null: any free one.</param>
    public static IResourceBuilder<KantanSimResource> AddKantanSim(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var token = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-token", special: false);
        return builder.AddResource(new KantanSimResource(name, token))
            .WithImage(KantanSimContainerImageTags.Image, KantanSimContainerImageTags.Tag)
            .WithHttpEndpoint(port: port, targetPort: ContainerPort, name: KantanSimResource.HttpEndpointName)
            .WithHttpHealthCheck("/healthz/ready", endpointName: KantanSimResource.HttpEndpointName)
            .WithOtlpExporter()
            .WithSetting("Data", ":memory:")
            .WithEnvironment(SetWhatIsKnownLater)
            .WithClockCommand()
            .WithResetCommand();
    }

    /// <summary>Sets the operator's token. Sign in to the dashboard of KantanSim with it.</summary>
    public static IResourceBuilder<KantanSimResource> WithAdminToken(
        this IResourceBuilder<KantanSimResource> builder, IResourceBuilder<ParameterResource> adminToken)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(adminToken);
        builder.Resource.AdminTokenParameter = adminToken.Resource;
        return builder;
    }

    /// <summary>Keeps the data over restarts, in a volume.</summary>
    /// <param name="name">Of the volume; null: one that comes from the names of the application and the resource.</param>
    public static IResourceBuilder<KantanSimResource> WithDataVolume(this IResourceBuilder<KantanSimResource> builder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder).WithSetting("Data", DataFolder);
    }

    /// <summary>
    /// Uses the scenario files of a folder in place of the library inside the image. A file that is saved there counts at once.
    /// </summary>
    /// <param name="folder">A relative path starts at the app host's directory.</param>
    /// <exception cref="ArgumentException">The folder does not exist.</exception>
    public static IResourceBuilder<KantanSimResource> WithScenarios(this IResourceBuilder<KantanSimResource> builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.GetFullPath(folder, builder.ApplicationBuilder.AppHostDirectory);
        if (!Directory.Exists(path))
            throw new ArgumentException($"The scenarios' folder is \"{path}\"; allowed: a folder that exists.", nameof(folder));
        return builder.WithBindMount(path, ScenarioFolder, isReadOnly: true).WithSetting("Scenarios", ScenarioFolder);
    }

    // The token may be replaced after the resource was added.
    static void SetWhatIsKnownLater(EnvironmentCallbackContext context)
    {
        var resource = (KantanSimResource)context.Resource;
        context.EnvironmentVariables["KantanSim__AdminToken"] = resource.AdminTokenParameter;
        if (!context.ExecutionContext.IsRunMode) return;
        // A shop in another container calls KantanSim by a name that the consumer's browser, on the host, cannot resolve.
        context.EnvironmentVariables["KantanSim__PublicUrl"] = resource
            .GetEndpoint(KantanSimResource.HttpEndpointName, KnownNetworkIdentifiers.LocalhostNetwork).Property(EndpointProperty.Url);
        // The domain that the app host gives the names of containers.
        context.EnvironmentVariables["KantanSim__AllowedHosts"] = "*.dev.internal";
    }
}
