using System.Globalization;
using KantanSim.Admin.Api;
using KantanSim.Commands;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Mcp.Tools;

internal sealed class ListNotificationsTool(Ledger ledger, ShopRepository shops, TransactionLists lists) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "list_notifications", "List notifications",
        "Lists result notifications with the fields that were posted, each attempt, and what the shop answered. Use it when the shop did "
        + "not learn a result.",
        ToolEffect.Reads,
        [
            ToolArgument.Payment with { IsRequired = false, Description = "Only this payment: its AccessID, or its whole OrderID." },
            new("shopId", "string", "Only this ShopID."),
            new("state", "string", "Only this state.") { Values = NotificationView.States },
            ToolArgument.Limit,
            ToolArgument.Cursor,
        ]);

    public Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var (id, shopId, state) = (arguments.TextOrNumber("id"), arguments.Text("shopId"), arguments.Text("state"));
        var (limit, cursor) = (arguments.TextOrNumber("limit"), arguments.TextOrNumber("cursor"));
        arguments.ThrowIfInvalid();
        var accessId = id is null ? null : ledger.OneNamed(shops, id, shopId).AccessId;
        var page = NotificationEndpoints.Page(ledger, lists, accessId, shopId, state, limit, cursor);
        var text = PaymentText.Page(page.Items.Select(Text), page.Cursor, "No notification matches.");
        return Task.FromResult(ToolAnswer.Of(text, page, ToolAnswer.Control.ListingNotificationView));
    }

    static string Text(NotificationView one)
    {
        var next = one.NextAttemptAt is { } at ? $", next attempt {Jst.Readable(at)}" : "";
        return $"{one.Id}: {one.Status} of order {PrintableText.Of(one.OrderId)} of shop {one.ShopId}: {one.State}{next}"
            + string.Concat(one.Attempts.Select(Attempt));
    }

    static string Attempt(AttemptView attempt)
    {
        var status = attempt.HttpStatus is { } code ? string.Create(CultureInfo.InvariantCulture, $", HTTP {code}") : "";
        return $"\n  {Jst.Readable(attempt.At)} to {PrintableText.Of(attempt.Url)}: {PrintableText.Of(attempt.Outcome)}{status}";
    }
}
