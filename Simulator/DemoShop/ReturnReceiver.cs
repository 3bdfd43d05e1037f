using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>
/// Receives what the browser posts when it returns, before or after the notification, or never. The posted status is stored but not
/// trusted: an inquiry follows.
/// </summary>
internal class ReturnReceiver(Orders orders, Inquiries inquiries)
{
    /// <returns>The order whose page the browser is sent to; null when there is none.</returns>
    public virtual async Task<Order?> Receive(Request form)
    {
        if (orders.Find(form["OrderID"]) is not { } order) return null;
        await inquiries.RecordReport(order, ReportSource.Browser, form["Status"], form["ErrInfo"]);
        return order;
    }
}
