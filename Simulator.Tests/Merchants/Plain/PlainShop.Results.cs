namespace KantanSim.Tests.Merchants.Plain;

/// <summary>What became of a payment. Notifications, returns and cron all ask the gateway.</summary>
internal sealed partial class PlainShop
{
    /// <summary>Records a message and asks the gateway, if it is about a payment of this shop.</summary>
    public async Task Heard(string kind, string messageShopId, string oid, string status)
    {
        Database.Insert("events", ("at", Now), ("what", $"{kind} {oid} {status}"));
        if (messageShopId == shopId && Database.Select("payments", $"oid = {oid}").Length > 0) await Check(oid);
    }

    Task<PlainAnswer> Search(string oid) => Gateway.Call("SearchTradeMulti", "Status", ("OrderID", oid), ("PayType", "24"));

    // False: the gateway does not answer, or the amount is wrong.
    async Task<bool> Check(string oid)
    {
        var found = await Search(oid);
        Database.Update("payments", $"oid = {oid}", ("checked_at", Now));
        if (!found.IsOk) return false;
        Database.Update("payments", $"oid = {oid}", ("status", found["Status"]));
        return found["Status"] switch
        {
            "AUTH" or "CAPTURE" or "SALES" => await Paid(oid, found),
            "PAYFAIL" or "EXPIRED" => Failed(oid),
            "CANCEL" => Cancelled(oid),
            _ => true,
        };
    }

    async Task<bool> Paid(string oid, PlainAnswer found)
    {
        var order = Order(Payment(oid)["order_id"]);
        if (order.Number("new_total") == found.Total)
            Database.Update("orders", $"id = {order["id"]}", ("total", (long)found.Total), ("new_total", 0L));
        if (Order(order["id"]).Number("total") != found.Total) return false;
        Database.Update(
            "orders", $"id = {order["id"]} AND state IN ('new', 'pending', 'failed')",
            ("state", "paid"), ("paid_by", oid), ("paid_at", Now));
        // Paid after the order was cancelled, or twice.
        if (Order(order["id"])["state"] == "cancelled" || Order(order["id"])["paid_by"] != oid) await Refund(oid);
        return true;
    }

    bool Failed(string oid)
    {
        var id = Payment(oid)["order_id"];
        if (Database.Select("payments", $"order_id = {id}")[^1]["oid"] == oid)
            Database.Update("orders", $"id = {id} AND state IN ('new', 'pending')", ("state", "failed"));
        return true;
    }

    bool Cancelled(string oid)
    {
        Database.Update("payments", $"oid = {oid}", ("refund_wanted", 0L));
        Database.Update("orders", $"paid_by = {oid} AND state = 'paid'", ("state", "cancelled"));
        return true;
    }
}
