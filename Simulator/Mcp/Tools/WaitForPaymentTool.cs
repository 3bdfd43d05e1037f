using KantanSim.Admin.Api;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Mcp.Tools;

internal sealed class WaitForPaymentTool(
    Ledger ledger, JobSchedule schedule, ShopRepository shops, ShopService shopService, TransactionWaiter waiter, PaymentMethods methods)
    : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "wait_for_payment", "Wait for a payment",
        "Waits until a payment has a status, a step or notifications, and answers as soon as all conditions hold. Use it instead of "
        + "polling, also for an order that the shop has not registered yet. It waits in real time, and time that must pass by the clock "
        + "needs advance_clock. The error says which condition does not hold.",
        ToolEffect.Reads,
        [
            ToolArgument.Payment with
            {
                Description = "The payment: its AccessID, or its whole OrderID. An order need not be registered yet; without a condition "
                    + "the tool waits for its registration.",
            },
            ToolArgument.ShopOfOrder with
            {
                Description = "The ShopID of the order. Needed when several shops have such an order, or when there are several shops and "
                    + "the order is not registered yet.",
            },
            new("status", "string", "One of these statuses, with commas, such as AUTH,CAPTURE."),
            new("step", "integer", "A step of the flow, 1 to 11; 9: the shop has acknowledged a notification."),
            new("notifications", "integer", "The shop has acknowledged this many notifications, 1 to 1000."),
            new("answered", "string", "The shop has answered the notification of this status, in whatever way."),
            new("timeoutSeconds", "number", "How long to wait at most, 0 to 300 seconds of real time; default: 10."),
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var id = ToolArgument.Required(arguments, "id");
        var shopId = arguments.Text("shopId");
        var (status, step) = (arguments.Text("status"), arguments.TextOrNumber("step"));
        var (notifications, answered) = (arguments.TextOrNumber("notifications"), arguments.Text("answered"));
        var seconds = arguments.TextOrNumber("timeoutSeconds");
        arguments.ThrowIfInvalid();
        var timeout = WaitCondition.Timeout(seconds);
        var payment = ledger.Find(id) is null
            ? await waiter.WaitForOrder(
                ShopOf(id, shopId), id, WaitCondition.ReadOrNone(status, step, notifications, answered, methods), timeout, cancel)
            : await waiter.Wait(
                ledger.OneNamed(shops, id, shopId).AccessId, WaitCondition.Read(status, step, notifications, answered, methods),
                timeout, cancel);
        var view = TransactionView.WithTimeline(payment, ledger, schedule);
        return ToolAnswer.Of(PaymentText.Line(view), view, ToolAnswer.Control.TransactionView);
    }

    // The ShopID given, else that of the registered order, else the only shop's.
    string ShopOf(string orderId, string? shopId)
    {
        if (shopId is not null) return shopService.Find(shopId).ShopId;
        if (ledger.Named(shops, orderId).Count > 0) return ledger.OneNamed(shops, orderId, null).ShopId;
        var all = shops.All().Select(shop => shop.ShopId).ToList();
        if (all is [var only]) return only;
        var allowed = all.Count == 0
            ? "a ShopID; there is no shop yet, and add_shop adds one"
            : $"one of {string.Join(", ", all)}, because no shop has registered the order yet";
        throw ProblemException.BadRequest([new("shopId", null, allowed)]);
    }
}
