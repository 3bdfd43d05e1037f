using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin;

/// <summary>
/// Refuses requests to a host name that is not allowed with 421, against DNS rebinding. Endpoints that have a secret of their own, or
/// nothing secret, answer under any name.
/// </summary>
internal sealed class HostFilterMiddleware(RequestDelegate next, HostFilter filter, ILoggerFactory logs, ShowProblemPage showPage)
{
    readonly ILogger log = logs.CreateRefusalLog();

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var host = request.Host.Host;
        var isOwnHost = filter.IsAllowed(host);
        http.Features.Set(new HostFilterResult(isOwnHost));
        if (isOwnHost || IsOpenToAnyHost(http)) return next(http);
        var problem = HostNotAllowed(host);
        RefusalLog.LogRefusal(log, request.Method, request.Path, problem.Title, host);
        return request.AcceptsHtml() ? showPage(http, problem) : ProblemResponse.Write(http, problem);
    }

    // A merchant's server sends neither Origin nor Sec-Fetch-Site. A page on a rebound name sends one of them when it posts.
    static bool IsOpenToAnyHost(HttpContext http) => http.GetAudience() switch
    {
        Audience.Merchant => !RequestOrigin.IsBrowser(http.Request),
        Audience.Anyone or Audience.Consumer or Audience.Mapped => true,
        _ => false,
    };

    static Problem HostNotAllowed(string host) => Problem.Of(421, ProblemTitles.HostNotAllowed, (
        $"The request came to the host \"{host}\"; allowed are localhost, private addresses, names without a dot, "
            + "the hosts of --urls and of KantanSim:PublicUrl, and those of KantanSim:AllowedHosts. "
            + $"If the name is yours, start with --KantanSim:AllowedHosts={host}.",
        $"「{host}」というホスト名では応答しません。localhost、プライベートアドレス、ドットを含まない名前、"
            + "--urls と KantanSim:PublicUrl のホスト、KantanSim:AllowedHosts に書いたホストだけが使えます。"
            + $"ご自身の名前であれば --KantanSim:AllowedHosts={host} を付けて起動してください。"));
}
