namespace KantanSim.Admin.Api;

/// <summary>What container engines ask: plain text, <c>200 Healthy</c>. Whoever is ready has its database open, can save, and has its scenarios read.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("Healthy")).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", (IHostApplicationLifetime lifetime, KantanSim.Storage.Store store) =>
            lifetime.ApplicationStopping.IsCancellationRequested ? TypedResults.Text("Stopping", statusCode: StatusCodes.Status503ServiceUnavailable)
            : store.UnhealthyReason is { } trouble ? TypedResults.Text(trouble, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("Healthy")).ExcludeFromDescription();
    }
}
