namespace KantanSim.Tests.Merchants.Plain;

/// <summary>What the cron job does every few minutes.</summary>
internal sealed partial class PlainShop
{
    const int CheckEvery = 300;
    const int Day = 86_400;
    const int ExtendAfter = 50 * Day;

    SemaphoreSlim cron = new(1);

    /// <summary>Does what is due now. A second run at the same time waits for the first.</summary>
    public async Task Cron()
    {
        var running = cron;
        await running.WaitAsync(killed.Token);
        try
        {
            await ForEach("payments", $"status IN ('', 'UNPROCESSED') AND next_at <= {Now}", row => StartPayment(row["oid"]));
            await ForEach(
                "payments", $"status IN ('REQSUCCESS', 'AUTHPROCESS') AND checked_at <= {Now - CheckEvery}", row => Check(row["oid"]));
            await ForEach("payments", $"refund_wanted = 1 AND refund_at <= {Now}", row => Refund(row["oid"]));
            await ForEach(
                "orders", $"state = 'paid' AND new_total > 0 AND next_at <= {Now}", row => Alone(row["id"], () => Change(row["id"])));
            await ForEach(
                "orders", $"state = 'paid' AND ship_wanted = 1 AND next_at <= {Now}", row => Alone(row["id"], () => Capture(row["id"])));
            await ForEach("orders", $"state = 'paid' AND paid_at <= {Now - ExtendAfter} AND next_at <= {Now}", row => Extend(row));
        }
        finally
        {
            running.Release();
        }
    }

    async Task ForEach(string table, FormattableString where, Func<PlainRow, Task> work)
    {
        foreach (var row in Database.Select(table, where)) await work(row);
    }

    // The authorisation ends after 60 days.
    async Task Extend(PlainRow order)
    {
        var answer = await Gateway.Call("RecruitUpdateAuth", "Status", Access(Payment(order["paid_by"])));
        var extended = answer.IsOk ? Now : order.Number("paid_at");
        Database.Update("orders", $"id = {order["id"]}", ("paid_at", extended), ("next_at", Now + Day));
    }
}
