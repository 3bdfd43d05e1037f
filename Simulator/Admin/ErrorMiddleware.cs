using KantanSim.Operations;
using KantanSim.Storage;
using KantanSim.Web;
using Microsoft.AspNetCore.Connections;

namespace KantanSim.Admin;

/// <summary>
/// Answers exceptions with a problem document, or with a page for browsers. Unexpected ones are logged as errors and answered with 500.
/// </summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, Store store, ILoggerFactory logs, ShowProblemPage showPage)
{
    readonly ILogger log = logs.CreateLogger("KantanSim");

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
            var problem = ProblemOf(fault, http.Request);
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

    Problem ProblemOf(Exception fault, HttpRequest request)
    {
        if (fault is ProblemException known) return known.Problem;
        if (fault is BadHttpRequestException bad) return Problem.Of(bad.StatusCode, ProblemTitles.InvalidRequest, (bad.Message, null));
        if (store.UnhealthyReasonFor(fault) is { } reason) return Problem.Of(503, ProblemTitles.NotSaved, (reason, NotSavedJa));
        LogBug(log, fault, request.Method, request.Path);
        return InternalError;
    }

    const string NotSavedJa = "データの保存先に書き込めません。保存できなかった操作は反映されていません。"
        + "ディスクの空き容量と、データフォルダーの書き込み権限を確認してください。";

    static readonly Problem InternalError = Problem.Of(500, ProblemTitles.InternalError, (
        "This is a bug of KantanSim; the log has the details.", "予期しない問題が発生しました。詳細はログを確認してください。"));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Path} failed")]
    static partial void LogBug(ILogger log, Exception fault, string verb, string path);
}
