using System.Text.Encodings.Web;
using System.Text.Json;
using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin;

/// <summary>Answers a browser with a problem as a page.</summary>
internal delegate Task ShowProblemPage(HttpContext http, Problem problem);

/// <summary>
/// Writes a problem as the response: RFC 9457, JSON. It is in Japanese where <c>Accept-Language</c> prefers it and there is a Japanese
/// text, otherwise in English; <c>Content-Language</c> says which.
/// </summary>
internal static class ProblemResponse
{
    // Japanese is not escaped: people read problems, too.
    static readonly ControlJson Json = new(new JsonSerializerOptions(ControlJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static Task Write(HttpContext http, Problem problem)
    {
        var isJapanese = AnswerLanguage.Negotiate(http, problem.IsTranslated) == Language.Ja;
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(
            isJapanese ? problem.InJapanese() : problem, Json.Problem, "application/problem+json", http.RequestAborted);
    }
}
