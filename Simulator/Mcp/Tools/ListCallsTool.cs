using KantanSim.Admin.Api;
using KantanSim.Operations;

namespace KantanSim.Mcp.Tools;

internal sealed class ListCallsTool(CallList calls) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "list_calls", "List calls",
        "Lists the last requests to the gateway, newest first, also those that created no payment. Use it when the shop's call was refused "
        + "or does not seem to arrive; explain_call shows one of them.",
        ToolEffect.Reads,
        [
            new(CallQuery.Text, "string", "Only those that contain this text in the request, the answer or a note; up to 200 characters."),
            new(CallQuery.Api, "string", "Only this API, such as EntryTranRecruit."),
            new(CallQuery.ShopId, "string", "Only those that name this ShopID."),
            new(CallQuery.OrderId, "string", "Only OrderIDs that match this pattern, with * and ?."),
            new(CallQuery.AccessId, "string", "Only those of the payment with this AccessID."),
            new(CallQuery.Outcome, "string", "Only this outcome.") { Values = CallOutcomes.Names },
            new(CallQuery.Code, "string", "Only those with this ErrInfo, or one that begins so."),
            new(CallQuery.From, "string", "Only from this simulated time on: ISO 8601, JST without an offset."),
            new(CallQuery.To, "string", "Only until this simulated time."),
            ToolArgument.Limit,
            ToolArgument.Cursor,
        ]);

    public Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var query = CallQuery.Read(arguments.TextOrNumber);
        var (limit, cursor) = (arguments.TextOrNumber("limit"), arguments.TextOrNumber("cursor"));
        arguments.ThrowIfInvalid();
        var page = CallEndpoints.Page(calls, query, limit, cursor);
        var text = PaymentText.Page(page.Items.Select(CallWords.Line), page.Cursor, "No call matches.");
        return Task.FromResult(ToolAnswer.Of(text, page, ToolAnswer.Control.ListingCallView));
    }
}
