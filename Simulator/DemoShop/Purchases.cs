namespace KantanSim.DemoShop;

/// <summary>Takes orders and opens their payments.</summary>
internal class Purchases(Orders orders, Checkout checkout, Inquiries inquiries, OrderLocks locks)
{
    /// <summary>Step 1: saves the order, then opens its payment.</summary>
    /// <returns>The order. <see cref="Order.CanPay"/> says whether the consumer can pay.</returns>
    public virtual async Task<Order> Place(NewOrder purchase, PaymentVisit visit)
    {
        // Saved before the gateway is called, so that every answer and notification finds its order.
        var order = await orders.Add(purchase);
        return await Open(order, visit);
    }

    /// <summary>
    /// Another attempt to pay: with the same order while its payment is open, otherwise with a new one, because an OrderID is good for one
    /// payment.
    /// </summary>
    /// <returns>The order that can be paid.</returns>
    public virtual async Task<Order> PlaceAgain(Order order, PaymentVisit visit)
    {
        order = await inquiries.Ask(order);
        return order.NeedsNewOrder ? await Place(NewOrder.Again(order), visit) : await Open(order, visit);
    }

    // One at a time: a button that is pressed twice registers once.
    Task<Order> Open(Order order, PaymentVisit visit) =>
        locks.Run(order.OrderId, () => checkout.Open(orders.Find(order.OrderId) ?? order, visit));
}
