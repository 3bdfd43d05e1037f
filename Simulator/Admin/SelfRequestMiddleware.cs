using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin;

/// <summary>
/// Refuses KantanSim's own posts to merchants at the operator's endpoints with 403: a notification URL or a RetURL may lead there, and must
/// do nothing.
/// </summary>
internal sealed class SelfRequestMiddleware(RequestDelegate next, OwnConnections own, ILoggerFactory logs)
{
    readonly ILogger log = logs.CreateRefusalLog();

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetAudience() is not (Audience.Operator or Audience.SignIn) || !own.Has(http.Connection)) return next(http);
        var request = http.Request;
        RefusalLog.LogRefusal(log, request.Method, request.Path, "from KantanSim itself", "a notification URL or RetURL leads here");
        return ProblemResponse.Write(http, SelfRequest(request));
    }

    static Problem SelfRequest(HttpRequest request)
    {
        var call = $"{request.Method} {request.Path}";
        return Problem.Of(403, ProblemTitles.SelfRequest, (
            $"{call} was posted by KantanSim itself: a notification URL or a RetURL leads to the operator's own pages. "
                + "Use a URL of the merchant.",
            $"{call} はKantanSim自身から送信されました。通知URLまたはRetURLがKantanSimの管理画面を指しています。"
                + "ショップのURLを指定してください。"));
    }
}
