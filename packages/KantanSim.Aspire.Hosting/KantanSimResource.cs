namespace Aspire.Hosting.ApplicationModel;

/// <summary>A KantanSim in a container. Its connection string is where it listens, such as <c>http://localhost:49153</c>.</summary>
/// <param name="name">The name of the resource.</param>
/// <param name="adminToken">The operator's token.</param>
public sealed class KantanSimResource(string name, ParameterResource adminToken) : ContainerResource(name), IResourceWithConnectionString
{
    internal const string HttpEndpointName = "http";

    /// <summary>The endpoint of the gateway, the wallet, the control API and the dashboard.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, HttpEndpointName);

    /// <summary>The operator's token, which the control API and the dashboard ask for.</summary>
    public ParameterResource AdminTokenParameter { get; internal set; } = adminToken;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}");

    /// <summary>The address of the gateway, for a shop's settings, such as <c>http://localhost:49153/payment/</c>.</summary>
    public ReferenceExpression GatewayUriExpression =>
        ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}/payment/");

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => UriExpression;

    // Without the operator's token: a shop has no use for it.
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [new("Uri", UriExpression), new("GatewayUri", GatewayUriExpression)];
}
