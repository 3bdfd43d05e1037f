using KantanSim.DemoShop;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>Reads the gateway's answer to a search with a mistake.</summary>
internal abstract class NaiveInquiries(GatewayClient gateway, Orders orders) : Inquiries(gateway, orders)
{
    protected override Order Apply(Order order, GatewayAnswer answer, long reportCount, DateTimeOffset now)
    {
        var after = base.Apply(order, answer, reportCount, now);
        return answer.IsSuccess ? Misread(order, after, answer, now) : after;
    }

    /// <param name="before">The order before the answer.</param>
    /// <param name="after">The order as it is read well.</param>
    protected abstract Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now);

    /// <summary>The order as if the answer had told nothing: it stays open.</summary>
    protected static Order StillOpen(Order before, Order after, DateTimeOffset now) => after with
    {
        State = before.State,
        ChangedAt = before.ChangedAt,
        NextInquiryAt = now + Order.PaymentInquiryInterval,
    };
}

/// <summary>20: the request succeeded, so the order is paid.</summary>
internal sealed class ReqSuccessIsPaid(GatewayClient gateway, Orders orders) : NaiveInquiries(gateway, orders)
{
    protected override Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now) =>
        answer["Status"] == "REQSUCCESS" ? after.MovedTo(OrderState.Paid, now) : after;
}

/// <summary>22: EXPIRED has no error code.</summary>
internal sealed class ExpiredIsPaid(GatewayClient gateway, Orders orders) : NaiveInquiries(gateway, orders)
{
    protected override Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now) =>
        answer["Status"] == "EXPIRED" ? after.MovedTo(OrderState.Paid, now) : after;
}

/// <summary>23: only success is handled.</summary>
internal sealed class PayfailIsLeftOpen(GatewayClient gateway, Orders orders) : NaiveInquiries(gateway, orders)
{
    protected override Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now) =>
        answer["Status"] == "PAYFAIL" ? StillOpen(before, after, now) : after;
}

/// <summary>24: without money from the card nothing is paid.</summary>
internal sealed class CardPartIsDemanded(GatewayClient gateway, Orders orders) : NaiveInquiries(gateway, orders)
{
    protected override Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now) =>
        Plants.IsPaid(answer["Status"]) && Plants.CardPart(answer) == 0 ? StillOpen(before, after, now) : after;
}

/// <summary>25: what the card paid must be the order's total.</summary>
internal sealed class CardPartIsCompared(GatewayClient gateway, Orders orders) : NaiveInquiries(gateway, orders)
{
    protected override Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now) =>
        Plants.IsPaid(answer["Status"]) && Plants.CardPart(answer) != before.Total ? StillOpen(before, after, now) : after;
}

/// <summary>35: no authorisation is released.</summary>
internal sealed class NothingIsReleased(GatewayClient gateway, Orders orders) : NaiveInquiries(gateway, orders)
{
    protected override Order Misread(Order before, Order after, GatewayAnswer answer, DateTimeOffset now) =>
        before.CancelRequestedAt is null && after.CancelRequestedAt is not null
            ? after with { CancelRequestedAt = null, NextInquiryAt = null }
            : after;
}
