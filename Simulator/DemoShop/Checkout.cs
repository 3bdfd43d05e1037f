namespace KantanSim.DemoShop;

/// <summary>Takes an order to the wallet: steps 2 and 5. It can be repeated at any point.</summary>
internal class Checkout(IdempotentCalls calls)
{
    /// <summary>
    /// Registers and requests the payment, each unless it is done already. <see cref="Order.CanPay"/> says whether it went well.
    /// </summary>
    public virtual async Task<Order> Open(Order order, PaymentVisit visit)
    {
        if (!IsRegistered(order))
            order = await calls.Run(order, ApiRequest.Register(order) with { Scenario = visit.Scenario }, IsRegistered, Registered);
        if (order.State != OrderState.Created || !IsRegistered(order)) return order;
        var request = ApiRequest.Request(order, visit.ReturnUrl) with { HostOverride = visit.HostOverride };
        return await calls.Run(order, request, IsRequested, (stored, answer, now) => Requested(stored, answer, now, visit.ToVisitorUrl));
    }

    // No other shop uses our OrderIDs. So "used before" (M01004010) refers to our own call whose answer was lost: an inquiry finds its
    // AccessID.
    static bool IsRegistered(Order order) => order.AccessId.Length > 0;

    static Order Registered(Order order, GatewayAnswer answer, DateTimeOffset now) =>
        answer.IsSuccess
            ? order with { AccessId = answer["AccessID"], AccessPass = answer["AccessPass"] }
            : Refused(order, answer, now);

    // Maintenance and the like pass: the order can be tried again. A method that the shop does not have cannot.
    static Order Refused(Order order, GatewayAnswer answer, DateTimeOffset now) =>
        ErrorKinds.HasUnavailableMethod(answer.Errors) ? order.MovedTo(OrderState.Failed, now) : order;

    // A request whose answer was lost counts as done, but its Token is lost too, so nobody can pay: that takes a new order.
    static bool IsRequested(Order order) => order.State > OrderState.Created;

    static Order Requested(Order order, GatewayAnswer answer, DateTimeOffset now, Func<string, string> toVisitorUrl)
    {
        if (!answer.IsSuccess) return Refused(order, answer, now);
        return order.MovedTo(OrderState.Paying, now) with
        {
            Token = answer["Token"],
            StartUrl = toVisitorUrl(answer["StartURL"]),
            // A notification that came first has made an inquiry due.
            NextInquiryAt = order.NextInquiryAt ?? now + Order.PaymentInquiryInterval,
        };
    }
}
