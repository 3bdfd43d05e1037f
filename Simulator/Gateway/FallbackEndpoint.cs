using System.Diagnostics;
using KantanSim.Mappings;
using KantanSim.Methods;
using KantanSim.Web;

namespace KantanSim.Gateway;

/// <summary>
/// Answers all other paths: by a mapping file, else with 404, a page for browsers and plain text for programs. Mappings cannot answer below
/// KantanSim's own paths.
/// </summary>
internal sealed class FallbackEndpoint(
    ReservedPaths reserved, MappingEndpoint mapped, MappingWatcher mappings, PaymentMethods methods, CallRecorder recorder,
    NothingHerePage page)
{
    public async Task Answer(HttpContext http)
    {
        var isReserved = reserved.Has(http.Request.Path);
        if (!isReserved && await mapped.Answer(http)) return;
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        await Record(http);
        if (IsBrowser(http.Request)) await page.Show(http, isReserved);
        else await Explain(http, isReserved);
    }

    // Some merchants' programs accept HTML, too: their calls are posts, and no navigation.
    static bool IsBrowser(HttpRequest request) => request.AcceptsHtml()
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Headers["Sec-Fetch-Mode"] == "navigate");

    // Recorded before the response is sent, so that a client that has the response finds the record.
    async Task Record(HttpContext http)
    {
        var began = Stopwatch.GetTimestamp();
        if (PathHint.For(http.Request, methods) is not { } hint) return;
        var (body, note) = await BodyOf(http.Request);
        recorder.AddUnanswered(http, note is null ? [hint] : [hint, note], body, began);
    }

    // The answer does not depend on the body: an unreadable one is no error, and a client that waits for "100 Continue" does not get it.
    static async Task<(byte[] Body, string? Note)> BodyOf(HttpRequest request)
    {
        if (request.Headers.Expect.Count > 0) return ([], "the body is not kept: the request waits for \"100 Continue\"");
        try
        {
            var body = await RequestBody.Read(request, GatewayEndpoints.MaxBodyBytes);
            return body is null ? ([], GatewayEndpoints.BodyTooLong) : (body, null);
        }
        catch (BadHttpRequestException fault)
        {
            return ([], $"the body cannot be read: {fault.Message}");
        }
    }

    Task Explain(HttpContext http, bool isReserved)
    {
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync(
            $"KantanSim has nothing at {http.Request.Method} {http.Request.Path}.\n" +
            "The gateway is at /payment/{Api}.idPass, the wallet at /recruit, the demo shop at /shop, the dashboard at /, " +
            "the control API at /api (see /openapi/v1.json).\n" +
            (isReserved ? "No mapping answers below these.\n" : DescribeMappings()),
            http.RequestAborted);
    }

    string DescribeMappings()
    {
        var tried = mappings.Current is { } current ? $"None of the {current.Mappings} mappings fits it" : "There are no mappings";
        return $"{tried}; WireMock mapping files are read from {mappings.Folder}.\n"
            + string.Concat(mappings.Diagnostics.Select(diagnostic => $"Not read: {diagnostic}\n"));
    }
}
