using System.Collections.Concurrent;
using KantanSim.DemoShop;
using KantanSim.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>12: answers 0 and saves a minute later, with others. What is not saved is lost with the process.</summary>
internal sealed class AnswersBeforeTheCommit(
    ReceiverParts parts, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : NaiveReceiver(parts), IHoldsInMemory
{
    static readonly TimeSpan Gathers = TimeSpan.FromMinutes(1);

    readonly ConcurrentQueue<(DateTimeOffset At, Request Notification)> unsaved = [];

    public void Forget() => unsaved.Clear();

    /// <summary>Saves what was gathered.</summary>
    public async Task Save()
    {
        while (unsaved.TryPeek(out var oldest) && oldest.At + Gathers <= clock.GetUtcNow())
            if (unsaved.TryDequeue(out var one)) await HandleWell(one.Notification);
    }

    protected override Task<NotificationReply> Handle(Request notification)
    {
        unsaved.Enqueue((clock.GetUtcNow(), notification));
        return Task.FromResult(NotificationReply.Ok);
    }
}

/// <summary>12: the job that saves.</summary>
internal sealed class SavesLater(PollerParts parts, NotificationReceiver receiver) : NaivePoller(parts)
{
    protected override async Task<IReadOnlyList<Order>> FindDueOrders(DateTimeOffset now)
    {
        await ((AnswersBeforeTheCommit)receiver).Save();
        return [.. (await base.FindDueOrders(now)).Where(IsReported)];
    }
}

/// <summary>13: the gateway must not see an error of the shop.</summary>
internal sealed class AnswersZeroOnAnException(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        try { return await HandleWell(notification); }
        catch (IOException) { return NotificationReply.Ok; }
    }
}

/// <summary>14: says OK.</summary>
internal sealed class AnswersOk(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var reply = await HandleWell(notification);
        return reply == NotificationReply.Ok ? new("OK") : reply;
    }
}

/// <summary>15: the framework puts a page around the 0.</summary>
internal sealed class AnswersHtml(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var reply = await HandleWell(notification);
        return new($"<html><body>{reply.Body}</body></html>", "text/html");
    }
}

/// <summary>16: a notification that was received before breaks a unique key.</summary>
internal sealed class FailsOnDuplicates(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var isDuplicate = Find(notification)?.Reports
            .Any(report => report.Source == ReportSource.Notification && report.Status == notification["Status"]) ?? false;
        return isDuplicate ? new("duplicate key", Status: 500) : await HandleWell(notification);
    }
}

/// <summary>17: asks the gateway before it answers, however long that takes.</summary>
internal sealed class SearchesInTheHandler(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var reply = await HandleWell(notification);
        if (Find(notification) is { } order) await Shop.Inquiries.Ask(order);
        return reply;
    }
}

/// <summary>21: no error means paid.</summary>
internal sealed class NoErrorIsPaid(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (FindExactly(notification) is { } order && notification["ErrInfo"].Length == 0)
            await Shop.Orders.Change(order.OrderId, (stored, now) => stored.MovedTo(OrderState.Paid, now));
        return await HandleWell(notification);
    }
}

/// <summary>39: the order is in the customer's session. Without its cookie nothing is found.</summary>
internal sealed class OrderIsInTheSession(Orders orders, Inquiries inquiries, Microsoft.AspNetCore.Http.IHttpContextAccessor browser)
    : ReturnReceiver(orders, inquiries)
{
    public override async Task<Order?> Receive(Request form) =>
        browser.HttpContext!.Request.Cookies.ContainsKey("session") ? await base.Receive(form) : null;
}

/// <summary>40: who pays, gets.</summary>
internal sealed class LatePaymentRevives(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (FindExactly(notification) is not { } order || !Plants.IsCancelled(order)) return await HandleWell(notification);
        // Nothing else is of interest when an order is cancelled.
        if (Plants.IsResult(notification))
            await Shop.Orders.Change(order.OrderId, (stored, _) => stored with { State = OrderState.Paid, CancelRequestedAt = null });
        return NotificationReply.Ok;
    }
}
