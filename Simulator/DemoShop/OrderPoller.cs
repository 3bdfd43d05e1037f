namespace KantanSim.DemoShop;

/// <summary>
/// Imports due charge files and asks the gateway about every order whose inquiry is due, because of a report or because the order is still
/// open. So no order depends on a notification or a browser that may never come, or on this process running without interruption.
/// </summary>
internal sealed class OrderPoller(
    Inquiries inquiries, Orders orders, ChargeFileImporter charges, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
{
    public async Task PollDueOrders(CancellationToken cancel = default)
    {
        await charges.ImportDueFiles();
        foreach (var order in orders.DueBy(clock.GetUtcNow())) await inquiries.Ask(order, cancel);
    }
}
