using KantanSim.Operations;
using KantanSim.Traffic;
using Microsoft.AspNetCore.Http.HttpResults;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>The last requests to the gateway, also those that created no payment.</summary>
internal static class CallEndpoints
{
    static readonly string Description =
        $"The last {ExchangeLog.Capacity}, stored over restarts. Filters: accessId, api, shopId and orderId (those that the request names; "
        + "an orderId may be a pattern with * and ?), "
        + $"outcome (one of {string.Join(", ", CallOutcomes.Names)}), code (an ErrInfo, or its beginning), "
        + "q (text in a request or an answer, decoded or as sent, or in a note; case is ignored), "
        + "from and to (simulated time, ISO 8601; without an offset it is JST; a day, minute or second of to is included as a whole). "
        + "limit 1 to 500, 50 when left out.";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/calls", List)
            .WithName("ListCalls")
            .WithSummary("The last requests to the gateway, newest first")
            .WithDescription(Description);

    static Ok<Listing<CallView>> List(
        CallList calls, string? accessId, string? shopId, string? orderId, string? api, string? outcome, string? code, string? q,
        string? from, string? to, string? limit, string? cursor)
    {
        var query = CallQuery.Read(name => name switch
        {
            CallQuery.AccessId => accessId,
            CallQuery.ShopId => shopId,
            CallQuery.OrderId => orderId,
            CallQuery.Api => api,
            CallQuery.Outcome => outcome,
            CallQuery.Code => code,
            CallQuery.Text => q,
            CallQuery.From => from,
            CallQuery.To => to,
            _ => throw new ArgumentException($"no parameter {name}", nameof(name)),
        });
        return TypedResults.Ok(Page(calls, query, limit, cursor));
    }

    /// <summary>One page of the calls that a query selects.</summary>
    /// <exception cref="ProblemException">400, with all invalid parts.</exception>
    public static Listing<CallView> Page(CallList calls, CallQuery query, string? limit, string? cursor)
    {
        List<FieldError> errors = [];
        var filter = CallFilterReader.Read(query, errors);
        var count = ListParameters.ParseLimit(limit, errors);
        var below = ListParameters.ParseCursor(cursor, errors);
        if (errors.Count > 0) throw ProblemException.BadRequest(errors);
        return Page(calls, calls.Newest(filter).FindAll(call => call.Number < below), count);
    }

    static Listing<CallView> Page(CallList calls, List<Exchange> found, int count)
    {
        var next = found.Count > count ? found[count - 1].Number : (long?)null;
        return new([.. found.Take(count).Select(call => CallView.Of(call, calls.PaymentOf(call)))], ListParameters.FormatCursor(next));
    }
}
