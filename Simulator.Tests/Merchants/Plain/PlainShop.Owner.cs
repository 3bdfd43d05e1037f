namespace KantanSim.Tests.Merchants.Plain;

/// <summary>What the owner does in the back office.</summary>
internal sealed partial class PlainShop
{
    /// <returns>Whether the order is paid, so that it can be shipped.</returns>
    public async Task<bool> Ship(string id)
    {
        if (Database.Update("orders", $"id = {id} AND state = 'paid'", ("ship_wanted", 1L), ("tries", 0L)) == 0) return false;
        await Alone(id, () => Capture(id));
        return true;
    }

    /// <summary>Cancels an order that is not shipped; the money goes back.</summary>
    /// <returns>Whether it was possible.</returns>
    public async Task<bool> Cancel(string id)
    {
        if (Database.Update("orders", $"id = {id} AND state IN ('new', 'pending')", ("state", "cancelled")) == 1) return true;
        var isPaid = false;
        await Alone(id, async () =>
        {
            if (isPaid = Order(id)["state"] == "paid") await Refund(Order(id)["paid_by"]);
        });
        return isPaid;
    }

    /// <summary>Lowers the price of a paid order.</summary>
    /// <returns>Whether it is possible.</returns>
    public async Task<bool> Reprice(string id, long total)
    {
        if (total < 1 || Database.Update(
            "orders", $"id = {id} AND state = 'paid' AND total > {total}", ("new_total", total), ("tries", 0L)) == 0) return false;
        await Alone(id, () => Change(id));
        return true;
    }

    async Task Capture(string id)
    {
        if (Order(id) is not { } order || order["state"] != "paid" || order.Number("ship_wanted") == 0) return;
        var oid = order["paid_by"];
        if (!await Check(oid) || Payment(oid).Number("refund_wanted") == 1) Later(id);
        else if (Payment(oid)["status"] == "AUTH") await Sell(id, oid);
        if (Payment(oid)["status"] is not ("SALES" or "CAPTURE")) return;
        Database.Update("orders", $"id = {id} AND state = 'paid'", ("state", "shipped"), ("parcels", 1L), ("ship_wanted", 0L));
    }

    async Task Sell(string id, string oid)
    {
        var answer = await Gateway.Call("RecruitSales", "Status", Access(Payment(oid)));
        if (answer.IsOk) Database.Update("payments", $"oid = {oid}", ("status", answer["Status"]));
        else if (!answer.CanRetry) Database.Update("orders", $"id = {id}", ("ship_wanted", 0L));
        else
        {
            Later(id);
            if (answer.IsUnclear) await Check(oid);
        }
    }

    async Task Change(string id)
    {
        var (oid, total) = (Order(id)["paid_by"], Order(id).Number("new_total"));
        if (total == 0 || Order(id)["state"] != "paid") return;
        var answer = await Gateway.Call("RecruitChange", "Status", [.. Access(Payment(oid)), ("Amount", $"{total}")]);
        if (answer.IsOk) Database.Update("orders", $"id = {id}", ("total", total), ("new_total", 0L));
        else if (!answer.CanRetry) Database.Update("orders", $"id = {id}", ("new_total", 0L));
        else
        {
            Later(id);
            if (answer.IsUnclear) await Check(oid);
        }
    }

    async Task Refund(string oid)
    {
        Database.Update("payments", $"oid = {oid}", ("refund_wanted", 1L));
        if (Database.Update("payments", $"oid = {oid} AND refund_at <= {Now}", ("refund_at", Now + Lease)) == 0) return;
        var answer = await Gateway.Call("RecruitCancel", "Status", Access(Payment(oid)));
        if (answer.IsOk)
        {
            Database.Update("payments", $"oid = {oid}", ("status", answer["Status"]));
            Cancelled(oid);
        }
        else if (!answer.CanRetry) Database.Update("payments", $"oid = {oid}", ("refund_wanted", 0L));
        else if (answer.IsUnclear && (await Search(oid))["Status"] == "CANCEL") Cancelled(oid);
    }

    void Later(string id)
    {
        var tries = Order(id).Number("tries") + 1;
        Database.Update("orders", $"id = {id}", ("tries", tries), ("next_at", Now + (30 << (int)tries)));
        if (tries >= MaxTries) Database.Update("orders", $"id = {id}", ("ship_wanted", 0L), ("new_total", 0L));
    }
}
