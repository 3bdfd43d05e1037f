using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin;

/// <summary>
/// Refuses requests of other sites' pages with 403: a page in a developer's browser must neither control the simulator nor call the gateway
/// as a shop.
/// </summary>
internal sealed class CrossOriginMiddleware(RequestDelegate next, RequestOrigin origin, ILoggerFactory logs)
{
    readonly ILogger log = logs.CreateRefusalLog();

    public Task InvokeAsync(HttpContext http)
    {
        if (IsAllowed(http)) return next(http);
        var request = http.Request;
        RefusalLog.LogRefusal(log, request.Method, request.Path, "from another site's page", request.Headers.Origin.ToString());
        return ProblemResponse.Write(http, CrossOrigin(request));
    }

    bool IsAllowed(HttpContext http) => http.GetAudience() switch
    {
        Audience.Operator or Audience.SignIn or Audience.DemoShopApi =>
            IsSafeMethod(http.Request.Method) || !RequestOrigin.IsBrowser(http.Request) || origin.IsOperatorsPage(http.Request),
        Audience.Merchant => !RequestOrigin.IsBrowser(http.Request) || origin.IsSameOrigin(http.Request),
        _ => true,
    };

    static bool IsSafeMethod(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    static Problem CrossOrigin(HttpRequest request)
    {
        var call = $"{request.Method} {request.Path}";
        var headers = $"Sec-Fetch-Site: {request.Headers["Sec-Fetch-Site"]}, Origin: {request.Headers.Origin}";
        return Problem.Of(403, ProblemTitles.CrossOrigin, (
            $"{call} was sent by a page in a browser ({headers}); allowed are KantanSim's own pages, and programs. "
                + "A shop calls the gateway from its server, never from its page.",
            $"{call} はブラウザーのページから送信されました（{headers}）。受け付けるのはKantanSimの画面とプログラムからのリクエストだけです。"
                + "ショップは、ページからではなくサーバーからゲートウェイを呼び出します。"));
    }
}
