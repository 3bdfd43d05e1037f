using KantanSim.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>
/// Liveness and readiness for container engines, as plain text: <c>200 Healthy</c> or 503 with the reason. The server is ready when its
/// database can be written and it is not stopping; it listens only after the scenarios are loaded.
/// </summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("Healthy")).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", Ready).ExcludeFromDescription();
    }

    static ContentHttpResult Ready(IHostApplicationLifetime lifetime, Store store)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Unavailable("Stopping");
        return store.UnhealthyReason is { } reason ? Unavailable(reason) : TypedResults.Text("Healthy");
    }

    static ContentHttpResult Unavailable(string reason) => TypedResults.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);
}
