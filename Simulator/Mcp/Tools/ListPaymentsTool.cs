using KantanSim.Admin.Api;
using KantanSim.Advice;
using KantanSim.Methods;
using KantanSim.Operations;

namespace KantanSim.Mcp.Tools;

internal sealed class ListPaymentsTool(PaymentSearch search, PaymentMethods methods) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "list_payments", "List payments",
        "Lists payments, newest first. Use it to find a payment, or to see how the last test run went. Times are simulated, in JST.",
        ToolEffect.Reads,
        [
            new("shopId", "string", "Only those of this ShopID."),
            new("orderId", "string", "Only OrderIDs that match this pattern, with * and ?."),
            new("status", "string", $"Only these statuses, with commas: {string.Join(", ", PaymentNames.Statuses(methods))}."),
            new("outcome", "string", "Only this outcome.") { Values = PaymentNames.Outcomes },
            new("scenario", "string", "Only those that play this scenario."),
            new("notification", "string", "Only those whose worst notification is in this state.") { Values = PaymentNames.Notifications },
            new("attention", "boolean", "true: only those with an error or a warning of the advice."),
            new("severity", "string", "Only those with a finding of this severity.") { Values = SeverityId.All },
            new("rule", "string", "Only those with a finding of this rule of the advice, by its id."),
            new("from", "string", "Only those registered from this simulated time on: ISO 8601, JST without an offset."),
            new("to", "string", "Only those registered until this simulated time; a day, minute or second is included as a whole."),
            ToolArgument.Limit,
            ToolArgument.Cursor,
        ]);

    public Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var filter = Filter(arguments);
        var (limit, cursor) = (arguments.TextOrNumber("limit"), arguments.TextOrNumber("cursor"));
        arguments.ThrowIfInvalid();
        var page = TransactionEndpoints.Page(search, methods, filter, limit, cursor);
        var text = PaymentText.Page(page.Items.Select(PaymentText.Line), page.Cursor, "No payment matches.");
        return Task.FromResult(ToolAnswer.Of(text, page, ToolAnswer.Control.TransactionListing));
    }

    static PaymentFilterText Filter(JsonBodyReader arguments) => new()
    {
        ShopId = arguments.Text("shopId") ?? "",
        OrderId = arguments.TextOrNumber("orderId") ?? "",
        Status = arguments.Text("status") ?? "",
        Outcome = arguments.Text("outcome") ?? "",
        Scenario = arguments.Text("scenario") ?? "",
        Notification = arguments.Text("notification") ?? "",
        Attention = arguments.Flag("attention") == true ? "true" : "",
        Severity = arguments.Text("severity") ?? "",
        Rule = arguments.Text("rule") ?? "",
        From = arguments.Text("from") ?? "",
        To = arguments.Text("to") ?? "",
    };
}
