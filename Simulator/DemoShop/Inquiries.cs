using System.Threading.Channels;

namespace KantanSim.DemoShop;

/// <summary>Records reports of a payment's status and asks the gateway for the real one (SearchTradeMulti).</summary>
internal class Inquiries(GatewayClient gateway, Orders orders)
{
    readonly Channel<bool> reported = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Becomes readable after a report.</summary>
    public ChannelReader<bool> NewReports => reported.Reader;

    /// <summary>
    /// Saves a report and that an inquiry is due. The inquiry itself follows later, so that the sender does not wait for it and a failed
    /// one is repeated.
    /// </summary>
    public virtual async Task RecordReport(Order order, ReportSource source, string status, string errInfo)
    {
        await orders.Change(order.OrderId, (stored, now) => stored.WithReport(source, status, errInfo, now));
        reported.Writer.TryWrite(true);
    }

    /// <summary>Asks the gateway for an order's payment and applies the answer.</summary>
    /// <returns>The order afterwards.</returns>
    public virtual async Task<Order> Ask(Order order, CancellationToken cancel = default)
    {
        var answer = await gateway.Call(ApiRequest.Search(order), cancel);
        return await orders.Change(order.OrderId, (stored, now) => Apply(stored, answer, order.ReportCount, now)) ?? order;
    }

    /// <inheritdoc cref="Order.ApplyInquiry"/>
    protected virtual Order Apply(Order order, GatewayAnswer answer, long reportCount, DateTimeOffset now) =>
        order.ApplyInquiry(answer, reportCount, now);
}
