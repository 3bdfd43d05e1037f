using System.Threading.Channels;

namespace KantanSim.DemoShop;

/// <summary>What the shop hears, and what it asks because of that.</summary>
internal sealed class Inquiries(GatewayClient gateway, Orders orders)
{
    readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Becomes readable when the shop was told something.</summary>
    public ChannelReader<bool> NewReports => news.Reader;

    /// <summary>
    /// Somebody says how an order stands. When this answers, it is saved that the gateway has to be asked whether it is so; the
    /// question itself comes later, so that whoever tells is not kept waiting, and is asked again if it fails.
    /// </summary>
    public async Task RecordReport(Order order, ReportSource by, string status, string errInfo)
    {
        await orders.Change(order.OrderId, (kept, now) => kept.WithReport(by, status, errInfo, now));
        news.Writer.TryWrite(true);
    }

    /// <summary>Asks the gateway how an order stands and follows its word.</summary>
    /// <returns>The order as it is then.</returns>
    public async Task<Order> Ask(Order order, CancellationToken stop = default)
    {
        var answer = await gateway.Call(ApiRequest.Search(order), stop);
        return await orders.Change(order.OrderId, (kept, now) => kept.ApplyInquiry(answer, order.Heard, now)) ?? order;
    }
}
