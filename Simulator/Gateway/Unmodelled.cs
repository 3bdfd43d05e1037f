namespace KantanSim.Gateway;

/// <summary>Paths that nobody here answers.</summary>
internal static class Unmodelled
{
    public static Task Explain(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync(
            $"KantanSim has nothing at {http.Request.Method} {http.Request.Path}.\n" +
            "The gateway is at /payment/{Api}.idPass, the wallet at /recruit, the demo shop at /shop, the dashboard at /, the control API at /api (see /openapi/v1.json).\n",
            http.RequestAborted);
    }
}
