using KantanSim.Clocks;
using KantanSim.Transactions;

namespace KantanSim.Admin;

/// <summary>Publishes a change after each call that is not a GET, so that open pages reload their live parts.</summary>
internal sealed class ChangeNotice(ChangePublisher publisher) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsGet(request.Method)) publisher.Publish($"{request.Method} {request.Path}");
        return result;
    }
}

/// <summary>Publishes a change that belongs to no transaction.</summary>
internal sealed class ChangePublisher(ChangeFeed changes, ShopClocks clocks)
{
    /// <param name="what">What has been done, such as <c>POST /api/reset</c>.</param>
    public void Publish(string what) => changes.Publish(new(what, "", "", "", "", clocks.Common.GetUtcNow()));
}
