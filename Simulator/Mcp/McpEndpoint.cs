using KantanSim.Configuration;
using KantanSim.Mcp.Tools;
using KantanSim.Web;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace KantanSim.Mcp;

/// <summary>
/// The endpoint <c>/mcp</c>: the Model Context Protocol over Streamable HTTP, without sessions. It is the operator's, as the control API.
/// </summary>
internal static class McpEndpoint
{
    const string Path = "/mcp";

    /// <summary>Adds nothing when it is switched off: the library is not loaded then.</summary>
    public static void AddMcp(this IServiceCollection services, SimulatorOptions options)
    {
        if (options.Mcp) Add(services);
    }

    /// <param name="notFound">Answers the path when it is switched off, as any unknown one.</param>
    public static void MapMcp(this IEndpointRouteBuilder routes, SimulatorOptions options, RequestDelegate notFound)
    {
        var endpoint = routes.MapGroup("").WithAudience(Audience.Operator);
        if (options.Mcp) Map(endpoint);
        else endpoint.Map(Path, notFound).ExcludeFromDescription();
    }

    // In methods of their own, so that the library's assemblies are loaded only when one of these is compiled.
    static void Add(IServiceCollection services)
    {
        // Otherwise the library logs each request twice.
        services.AddLogging(logging => logging.AddFilter("ModelContextProtocol", LogLevel.Warning));
        services.AddHttpContextAccessor();
        services.AddSingleton<RequestUrl>();
        services.AddSingleton<PaymentExplainer>();
        services.AddMcpServer().WithHttpTransport(transport => transport.Stateless = true);
        services.AddSingleton<IConfigureOptions<McpServerOptions>, McpSetup>();
        services.AddSingleton<IControlTool, ListPaymentsTool>();
        services.AddSingleton<IControlTool, ExplainPaymentTool>();
        services.AddSingleton<IControlTool, WaitForPaymentTool>();
        services.AddSingleton<IControlTool, ListScenariosTool>();
        services.AddSingleton<IControlTool, ArmScenarioTool>();
        services.AddSingleton<IControlTool, PlayScenarioTool>();
        services.AddSingleton<IControlTool, PlayConsumerTool>();
        services.AddSingleton<IControlTool, AdvanceClockTool>();
        services.AddSingleton<IControlTool, GetAdviceTool>();
        services.AddSingleton<IControlTool, ListNotificationsTool>();
        services.AddSingleton<IControlTool, ListCallsTool>();
        services.AddSingleton<IControlTool, ExplainCallTool>();
        services.AddSingleton<IControlTool, AddShopTool>();
    }

    // Without sessions there is no stream to open and none to end. The protocol wants 405 for that; the fallback would answer 404.
    static void Map(IEndpointRouteBuilder endpoint)
    {
        endpoint.MapMcp(Path).ExcludeFromDescription();
        endpoint.MapMethods(Path, [HttpMethods.Get, HttpMethods.Delete], RefuseMethod).ExcludeFromDescription();
    }

    static Task RefuseMethod(HttpContext http)
    {
        http.Response.Headers.Allow = HttpMethods.Post;
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }
}
