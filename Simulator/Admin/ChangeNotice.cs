using KantanSim.Clocks;
using KantanSim.Transactions;

namespace KantanSim.Admin;

/// <summary>Publishes a change after each call that is not a GET, so that open pages reload their live parts.</summary>
internal sealed class ChangeNotice(ChangeFeed changes, ShopClocks clocks) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsGet(request.Method))
            changes.Publish(new($"{request.Method} {request.Path}", "", "", "", "", clocks.Common.GetUtcNow()));
        return result;
    }
}
