using KantanSim.Web;

namespace KantanSim.Mcp;

/// <summary>The base of the URLs that an answer to the present request has.</summary>
internal sealed class RequestUrl(IHttpContextAccessor requests, PublicUrl publicUrl)
{
    /// <exception cref="InvalidOperationException">No request is being answered.</exception>
    public string Base => requests.HttpContext is { } http
        ? publicUrl.For(http.Request)
        : throw new InvalidOperationException("A tool was called outside of a request.");
}
