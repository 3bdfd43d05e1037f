using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Connections;

namespace KantanSim.Admin;

/// <summary>
/// Answers exceptions with a problem document, or with a page for browsers. Unexpected ones are logged as errors and answered with 500.
/// </summary>
internal sealed class ErrorMiddleware(RequestDelegate next, FaultProblems faults, ShowProblemPage showPage)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception fault) when (IsClientGone(fault, http))
        {
            // Nobody is left to answer.
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            var problem = faults.Of(fault, http.Request.Method, http.Request.Path);
            await (ShouldRenderPage(http.Request, problem) ? showPage(http, problem) : ProblemResponse.Write(http, problem));
        }
    }

    static bool IsClientGone(Exception fault, HttpContext http) =>
        fault is ConnectionResetException || (fault is OperationCanceledException && http.RequestAborted.IsCancellationRequested);

    // Some merchants' programs accept HTML, too: a wrong call to the gateway is never answered with a page.
    static bool ShouldRenderPage(HttpRequest request, Problem problem)
    {
        if (!request.AcceptsHtml()) return false;
        return problem.Status >= StatusCodes.Status500InternalServerError || !request.Path.StartsWithSegments("/payment");
    }
}
