using System.Diagnostics;
using KantanSim.Mappings;
using KantanSim.Methods;
using KantanSim.Web;

namespace KantanSim.Gateway;

/// <summary>Paths that nobody here answers, unless a mapping file does. Below our own there are no mappings.</summary>
internal static class FallbackEndpoint
{
    public static async Task Answer(HttpContext http)
    {
        var services = http.RequestServices;
        var isOurs = services.GetRequiredService<ReservedPaths>().Has(http.Request.Path);
        if (!isOurs && await services.GetRequiredService<MappingEndpoint>().Answer(http)) return;
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        await Record(http);
        await Explain(http, isOurs, services.GetRequiredService<MappingWatcher>());
    }

    // Recorded before the answer, so that whoever has the answer finds the record.
    static async Task Record(HttpContext http)
    {
        var began = Stopwatch.GetTimestamp();
        if (PathHint.For(http.Request, http.RequestServices.GetRequiredService<PaymentMethods>()) is not { } hint) return;
        var (body, note) = await BodyOf(http.Request);
        CallRecorder.AddUnanswered(http, note is null ? [hint] : [hint, note], body, began);
    }

    // The answer does not depend on the body: one that cannot be read is no error, and a client that waits for "100 Continue" does not get it.
    static async Task<(byte[] Body, string? Note)> BodyOf(HttpRequest request)
    {
        if (request.Headers.Expect.Count > 0) return ([], "the body is not kept: the request waits for \"100 Continue\"");
        try
        {
            return await RequestBody.Read(request, GatewayEndpoints.LongestBody) is { } body ? (body, null) : ([], GatewayEndpoints.BodyTooLong);
        }
        catch (BadHttpRequestException fault)
        {
            return ([], $"the body cannot be read: {fault.Message}");
        }
    }

    static Task Explain(HttpContext http, bool isOurs, MappingWatcher mappings)
    {
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync(
            $"KantanSim has nothing at {http.Request.Method} {http.Request.Path}.\n" +
            "The gateway is at /payment/{Api}.idPass, the wallet at /recruit, the demo shop at /shop, the dashboard at /, the control API at /api (see /openapi/v1.json).\n" +
            (isOurs ? "No mapping answers below these.\n" : DescribeMappings(mappings)),
            http.RequestAborted);
    }

    static string DescribeMappings(MappingWatcher mappings) =>
        $"{(mappings.Current is { } mapped ? $"None of the {mapped.Mappings} mappings fits it" : "There are no mappings")}; WireMock mapping files are read from {mappings.Folder}.\n" +
        string.Concat(mappings.Diagnostics.Select(fault => $"Not read: {fault}\n"));
}
