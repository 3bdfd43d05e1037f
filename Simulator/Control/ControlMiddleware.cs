using KantanSim.Storage;
using Microsoft.AspNetCore.Connections;

namespace KantanSim.Control;

/// <summary>What stands before the control API: problem documents for errors.</summary>
internal static partial class ControlMiddleware
{
    /// <summary>Problems become documents; our own bugs are logged and told as 500.</summary>
    public static void UseControlErrors(this WebApplication app)
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
                await Write(http, ProblemOf(fault, http, store, log));
            }
        });
    }

    static Problem ProblemOf(Exception fault, HttpContext http, Store store, ILogger log)
    {
        if (fault is ProblemException known) return known.Problem;
        if (fault is BadHttpRequestException bad) return new("about:blank", "The request does not fit", bad.StatusCode, bad.Message);
        if (store.TroubleBehind(fault) is { } trouble) return new("about:blank", "It cannot be saved", 503, trouble);
        LogBug(log, fault, http.Request.Method, http.Request.Path);
        return new("about:blank", "KantanSim has a bug", 500, "Something went wrong that should not; the log says what.");
    }

    internal static Task Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, ControlJson.Default.Problem, "application/problem+json", http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Path} failed")]
    static partial void LogBug(ILogger log, Exception fault, string verb, string path);
}
