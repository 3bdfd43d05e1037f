namespace KantanSim.Tests.Merchants.Plain;

/// <summary>From the order form to the wallet.</summary>
internal sealed partial class PlainShop
{
    int lastNumber = 1000;

    /// <summary>Saves an order and starts its payment.</summary>
    /// <param name="total">Yen, tax included.</param>
    /// <returns>The number of the order.</returns>
    public async Task<string> Checkout(string item, long total)
    {
        var id = $"P{Interlocked.Increment(ref lastNumber)}";
        Database.Insert("orders", ("id", id), ("item", item), ("total", total), ("state", "new"));
        await Pay(id);
        return id;
    }

    /// <summary>Tries to pay a failed order again, with a new OrderID.</summary>
    /// <returns>Whether the order is not paid yet.</returns>
    public async Task<bool> PayAgain(string id)
    {
        if (Database.Update("orders", $"id = {id} AND state = 'failed'", ("state", "new")) == 1) await Pay(id);
        return Order(id)["state"] is "new" or "pending";
    }

    async Task Pay(string id)
    {
        var oid = $"{id}-{Database.Select("payments", $"order_id = {id}").Length + 1}";
        Database.Insert("payments", ("oid", oid), ("order_id", id));
        await StartPayment(oid);
    }

    // Called again by cron until the consumer can pay.
    async Task StartPayment(string oid)
    {
        if (Database.Update("payments", $"oid = {oid} AND next_at <= {Now}", ("next_at", Now + Lease)) == 0) return;
        if (Payment(oid).Number("tries") > 0 && !await LookForPayment(oid)) await Trouble(oid, new([], false), looks: false);
        else if (IsLost(Payment(oid))) await Pay(Payment(oid)["order_id"]);
        else if (Payment(oid)["access_id"].Length > 0 || await Register(oid)) await Request(oid);
    }

    async Task<bool> Register(string oid)
    {
        var total = Order(Payment(oid)["order_id"]).Number("total");
        var answer = await Gateway.Call("EntryTranRecruit", "AccessID", ("OrderID", oid), ("JobCd", "AUTH"), ("Amount", $"{total}"));
        if (!answer.IsOk) return await Trouble(oid, answer) && Payment(oid)["access_id"].Length > 0 && !IsLost(Payment(oid));
        SaveAccess(oid, answer, "UNPROCESSED");
        return true;
    }

    async Task Request(string oid)
    {
        var payment = Payment(oid);
        var item = Order(payment["order_id"])["item"];
        var answer = await Gateway.Call(
            "ExecTranRecruit", "StartURL", [.. Access(payment), ("RetURL", $"{url}/return"), ("ItemName", item)]);
        if (!answer.IsOk)
        {
            if (await Trouble(oid, answer) && IsLost(Payment(oid))) await Pay(payment["order_id"]);
            return;
        }
        Database.Update("payments", $"oid = {oid}", ("start_url", answer["StartURL"]), ("token", answer["Token"]), ("checked_at", Now));
        Database.Update("payments", $"oid = {oid} AND status = 'UNPROCESSED'", ("status", "REQSUCCESS"));
        Database.Update("orders", $"id = {payment["order_id"]} AND state = 'new'", ("state", "pending"));
    }

    // Looks at once when it is not known what the gateway did. The next try is later each time.
    async Task<bool> Trouble(string oid, PlainAnswer answer, bool looks = true)
    {
        var tries = Payment(oid).Number("tries") + 1;
        Database.Update("payments", $"oid = {oid}", ("tries", tries), ("next_at", Now + (5 << (int)tries)));
        if (answer.CanRetry && tries < MaxTries) return looks && answer.IsUnclear && await LookForPayment(oid);
        Database.Update("payments", $"oid = {oid}", ("status", "GIVENUP"));
        Database.Update("orders", $"id = {Payment(oid)["order_id"]} AND state IN ('new', 'pending')", ("state", "failed"));
        return false;
    }

    // Whether the gateway answered; it may know nothing of the payment.
    async Task<bool> LookForPayment(string oid)
    {
        var found = await Search(oid);
        if (found.IsOk) SaveAccess(oid, found, found["Status"]);
        return found.IsOk || found.IsNotFound;
    }

    // The gateway has requested the payment, but the way to the wallet was in an answer that was lost.
    static bool IsLost(PlainRow payment) => payment["status"] is not ("" or "UNPROCESSED" or "GIVENUP") && payment["start_url"].Length == 0;

    void SaveAccess(string oid, PlainAnswer answer, string status) => Database.Update(
        "payments", $"oid = {oid}",
        ("access_id", answer["AccessID"]), ("access_pass", answer["AccessPass"]), ("status", status));
}
