using KantanSim.Operations;
using KantanSim.Storage;
using Microsoft.AspNetCore.Connections;

namespace KantanSim.Admin;

/// <summary>What stands before the control API: problem documents for errors.</summary>
internal static partial class ControlMiddleware
{
    /// <summary>Problems become documents, and pages for browsers; our own bugs are logged and told as 500.</summary>
    /// <param name="show">Shows a browser the problem as a page.</param>
    public static void UseControlErrors(this WebApplication app, Func<HttpContext, Problem, Task> show)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim");
        var store = app.Services.GetRequiredService<Store>();
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception fault) when (fault is ConnectionResetException || (fault is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
            {
                // The caller has hung up: nobody is left to be told.
            }
            catch (Exception fault) when (!http.Response.HasStarted)
            {
                var problem = ProblemOf(fault, http, store, log);
                await (ShouldRenderPage(http.Request, problem) ? show(http, problem) : Write(http, problem));
            }
        });
    }

    // Some merchants' programs say that they take pages, too. What fails of their calls by our fault, the gateway itself answers.
    static bool ShouldRenderPage(HttpRequest request, Problem problem) =>
        OperatorAccess.AcceptsHtml(request) && (problem.Status >= StatusCodes.Status500InternalServerError || !request.Path.StartsWithSegments("/payment"));

    static Problem ProblemOf(Exception fault, HttpContext http, Store store, ILogger log)
    {
        if (fault is ProblemException known) return known.Problem;
        if (fault is BadHttpRequestException bad) return new("about:blank", "The request does not fit", bad.StatusCode, bad.Message);
        if (store.UnhealthyReasonFor(fault) is { } trouble) return new("about:blank", "It cannot be saved", 503, trouble)
        {
            DetailJa = "データの保存先に書き込めません。保存できなかった操作は反映されていません。ディスクの空き容量と、データフォルダーの書き込み権限を確認してください。",
        };
        LogBug(log, fault, http.Request.Method, http.Request.Path);
        return new("about:blank", "KantanSim has a bug", 500, "Something went wrong that should not; the log says what.")
        {
            DetailJa = "予期しない問題が発生しました。詳細はログを確認してください。",
        };
    }

    internal static Task Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, ControlJson.Default.Problem, "application/problem+json", http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Path} failed")]
    static partial void LogBug(ILogger log, Exception fault, string verb, string path);
}
