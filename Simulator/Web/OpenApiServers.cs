using KantanSim.Configuration;
using Microsoft.AspNetCore.OpenApi;

namespace KantanSim.Web;

/// <summary>The server that an OpenAPI document names: PublicUrl where it is set, else ASP.NET's own choice, as the request has come.</summary>
internal static class OpenApiServers
{
    public static OpenApiOptions AddPublicServer(this OpenApiOptions openApi) => openApi.AddDocumentTransformer((document, context, _) =>
    {
        if (context.ApplicationServices.GetRequiredService<SimulatorOptions>().PublicUrl is { } url) document.Servers = [new() { Url = url }];
        return Task.CompletedTask;
    });
}
