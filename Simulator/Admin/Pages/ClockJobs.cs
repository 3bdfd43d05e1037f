using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The scheduled jobs on the page of the clock: the next one of each shop, and all of them in pages.</summary>
internal sealed class ClockJobs(ShopClocks clocks, JobSchedule schedule, Ledger ledger, ShopRepository shops)
{
    const int PageSize = 50;
    const int MaxShops = 20;

    /// <summary>
    /// The next job of each shop that has one, or of one shop. The first is that with the shortest span to go by its clock.
    /// </summary>
    /// <param name="shopId">Null: all shops.</param>
    public List<Dictionary<string, object?>> NextByShop(string? shopId)
    {
        var next =
            from id in shopId is null ? shops.All().Select(shop => shop.ShopId) : [shopId]
            from job in schedule.After(DateTimeOffset.MinValue, 0, 1, id)
            orderby job.At - clocks.Now(id)
            select Row(job);
        return [.. next.Take(MaxShops)];
    }

    /// <summary>The template model of a page of the list: <c>total</c>, <c>first</c>, <c>next</c>, <c>due</c>.</summary>
    /// <param name="shopId">Null: all shops.</param>
    /// <param name="cursor">Empty or invalid: the first page.</param>
    public Dictionary<string, object?> Page(string? shopId, string cursor)
    {
        var jobs = Jobs(shopId, cursor);
        return new()
        {
            ["total"] = schedule.CountOf(shopId),
            ["first"] = cursor.Length == 0,
            ["next"] = jobs.Count < PageSize ? "" : Cursor(jobs[^1]),
            ["due"] = jobs.Where(job => !ledger.HasEnded(job.ShopId)).Select(Row),
        };
    }

    // The button moves the shop's own clock, if it has one.
    Dictionary<string, object?> Row(ScheduledJob job) => new(
        ScheduledJobModel.Of(job, ledger.Find(job.AccessId), NotificationOf(job), clocks.Now(job.ShopId)))
    {
        ["query"] = clocks.HasOwn(job.ShopId) ? QueryString.Create("shopId", job.ShopId).ToString() : "",
    };

    Notification? NotificationOf(ScheduledJob job) =>
        job.Kind == JobKind.Notification ? ledger.FindNotification(job.TransactionNumber, job.Index) : null;

    static string Cursor(ScheduledJob last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks}-{last.Id}");

    List<ScheduledJob> Jobs(string? shopId, string cursor)
    {
        if (cursor.Split('-') is [var ticksText, var idText]
            && TryParse(ticksText, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && TryParse(idText, out var id) && id < long.MaxValue)
            return schedule.After(new(ticks, TimeSpan.Zero), id, PageSize, shopId);
        return schedule.After(DateTimeOffset.MinValue, 0, PageSize, shopId);
    }

    static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
