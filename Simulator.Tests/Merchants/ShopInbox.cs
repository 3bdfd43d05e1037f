namespace KantanSim.Tests.Merchants;

/// <summary>Records what the gateway and the browser claim. A claim makes a job search; it never changes an order's state.</summary>
internal sealed class ShopInbox(ShopRecords records, ShopStyle style, string shopId)
{
    /// <summary>Stores a notification. It may be answered with <c>0</c> when this returns.</summary>
    public void Store(ShopMessage notification)
    {
        if (style.QueuesNotifications) records.Enqueue(notification);
        else Read(notification);
    }

    /// <summary>Reads the queued notifications.</summary>
    public void ReadQueue()
    {
        while (!records.Notifications.IsEmpty)
        {
            Read(records.Notifications.Peek());
            records.Dequeue();
        }
    }

    public void StoreReturn(ShopMessage form) => Record(form, "return", form.ShopId == shopId, style.SearchesOnReturn);

    void Read(ShopMessage notification)
    {
        if (notification.IsConnectivityTest)
        {
            records.Write("", "connectivity test");
            return;
        }
        var isOurs = notification.ShopId == shopId && records.Find(notification.OrderId)?.AccessId == notification.AccessId;
        Record(notification, "notification", isOurs, style.SearchesOnNotification);
    }

    // The claim is compared with nothing else: the search that follows compares the amount.
    void Record(ShopMessage message, string source, bool isOurs, bool searches)
    {
        if (!isOurs || records.Find(message.OrderId) is null) records.Write("", $"{source} of no order: {message.OrderId}");
        else if (searches && message.HasResult)
            records.Change(message.OrderId, order => order.Claimed(message.Status), $"{source}: {message.Status}");
        else records.Write(message.OrderId, $"{source}: {message.Status}, noted");
    }
}
