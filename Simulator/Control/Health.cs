namespace KantanSim.Control;

/// <summary>What container engines ask: plain text, <c>200 Healthy</c>. Whoever answers has its database open and its scenarios read.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("Healthy")).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", (IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Text("Stopping", statusCode: StatusCodes.Status503ServiceUnavailable) : TypedResults.Text("Healthy")).ExcludeFromDescription();
    }
}
