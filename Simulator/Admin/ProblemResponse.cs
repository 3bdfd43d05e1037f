using KantanSim.Operations;

namespace KantanSim.Admin;

/// <summary>Answers a browser with a problem as a page.</summary>
internal delegate Task ShowProblemPage(HttpContext http, Problem problem);

/// <summary>Writes a problem as the response: RFC 9457, JSON.</summary>
internal static class ProblemResponse
{
    public static Task Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, ControlJson.Default.Problem, "application/problem+json", http.RequestAborted);
    }
}
