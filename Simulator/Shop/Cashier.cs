namespace KantanSim.DemoMerchant;

/// <summary>What the shop does with the gateway: opens payments, asks how they stand, captures and cancels.</summary>
internal sealed class Cashier(GatewayClient gateway, Orders orders, TimeProvider clock)
{
    /// <summary>Registers and requests the payment (steps 2 and 5). The order has its StartURL and Token when that went well.</summary>
    /// <param name="returnUrl">Where the browser comes back to.</param>
    /// <param name="host">The name to ask the gateway under; null for its own.</param>
    /// <param name="scenario">The simulator's scenario to play; empty for none.</param>
    public async Task<Order> Open(Order order, string returnUrl, string? host, string scenario)
    {
        var entry = await gateway.Call(new("EntryTranRecruit",
            [
                new("OrderID", order.OrderId),
                new("JobCd", order.JobCd),
                new("Amount", $"{order.Amount}"),
                new("Tax", $"{order.Tax}"),
            ], "AccessID", "AccessPass")
        { Scenario = scenario });
        // No answer is no refusal: the registration may stand, and asking for it brings the same two fields.
        order = entry.Fault is not null ? (await Ask(order)).Order
            : await orders.Change(order.OrderId, (kept, _) => kept with { AccessId = entry["AccessID"], AccessPass = entry["AccessPass"] }) ?? order;
        if (order.AccessId.Length == 0) return await NotOpened(order, "EntryTranRecruit", entry);

        var exec = await gateway.Call(new("ExecTranRecruit", [.. Access(order), new("RetURL", returnUrl), new("ItemName", order.ItemName)], "Token", "StartURL") { Host = host });
        return !exec.IsGranted ? await NotOpened(order, "ExecTranRecruit", exec)
            : await orders.Change(order.OrderId, (kept, now) =>
                kept.MovedTo(OrderState.Paying, now) with { Token = exec["Token"], StartUrl = exec["StartURL"] }) ?? order;
    }

    /// <summary>Asks the gateway how an order stands and follows its word.</summary>
    public async Task<(Order Order, GatewayView View)> Ask(Order order)
    {
        var view = GatewayView.Of(order, await gateway.Call(SearchFor(order)));
        return (await orders.Change(order.OrderId, (kept, now) => kept.Following(view, now)) ?? order, view);
    }

    /// <summary>Somebody says how an order stands: that is noted, and the gateway is asked whether it is so.</summary>
    public async Task<GatewayView> Hear(Order order, Teller by, string status, string errInfo)
    {
        var at = clock.GetUtcNow();
        var view = GatewayView.Of(order, await gateway.Call(SearchFor(order)));
        var told = new Told(at, by, status, errInfo, (view as GatewayView.Held)?.Status ?? "");
        await orders.Change(order.OrderId, (kept, now) => kept.Having(told).Following(view, now));
        return view;
    }

    /// <summary>Takes the whole authorised amount.</summary>
    public Task Capture(Order order) => Do("RecruitSales", order);

    /// <summary>Gives the whole amount back.</summary>
    public Task Cancel(Order order) => Do("RecruitCancel", order);

    // The answer may be lost after the deed: how the order stands now is asked for in any case.
    async Task Do(string api, Order order)
    {
        var answer = await gateway.Call(new(api, Access(order), "Status"));
        await orders.Change(order.OrderId, (kept, _) => kept with { Trouble = TroubleWith(api, answer) });
        await Ask(order);
    }

    // Even if the payment exists after a lost answer: nobody can pay without the Token.
    async Task<Order> NotOpened(Order order, string api, GatewayAnswer answer) => await orders.Change(order.OrderId, (kept, now) =>
        kept.MovedTo(OrderState.Failed, now) with { Trouble = TroubleWith(api, answer) }) ?? order;

    static Trouble? TroubleWith(string api, GatewayAnswer answer) => answer.IsGranted ? null : new(api, answer.Errors, answer.Fault ?? "");

    static Call SearchFor(Order order) =>
        new("SearchTradeMulti", [new("OrderID", order.OrderId), new("PayType", "24")], "Status", "AccessID", "AccessPass");

    static KeyValuePair<string, string>[] Access(Order order) =>
        [new("AccessID", order.AccessId), new("AccessPass", order.AccessPass), new("OrderID", order.OrderId)];
}
