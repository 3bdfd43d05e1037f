using Microsoft.AspNetCore.OpenApi;

namespace KantanSim.Web;

/// <summary>The server URL that an OpenAPI document names.</summary>
internal static class OpenApiServers
{
    /// <param name="publicUrl">When it is not configured, ASP.NET writes the URL by which the request has come.</param>
    public static OpenApiOptions AddPublicServer(this OpenApiOptions openApi, PublicUrl publicUrl) =>
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            if (publicUrl.Configured is { } url) document.Servers = [new() { Url = url }];
            return Task.CompletedTask;
        });
}
