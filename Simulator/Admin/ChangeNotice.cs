using KantanSim.Transactions;

namespace KantanSim.Admin;

/// <summary>Lets open pages know that an operator has changed something: the clock, a shop, a member, an arm.</summary>
internal sealed class ChangeNotice(ChangeFeed changes, TimeProvider clock) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsGet(request.Method)) changes.Publish(new($"{request.Method} {request.Path}", "", "", "", "", clock.GetUtcNow()));
        return result;
    }
}
