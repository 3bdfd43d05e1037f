using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Tests.Scheduling;

/// <summary>How worker slots are shared by shops and by jobs that need no merchant.</summary>
public sealed class WorkerSlotsTests
{
    readonly WorkerSlots slots = new();

    [Fact]
    public void Jobs_that_need_no_merchant_use_all_slots()
    {
        Assert.Equal(512, Enumerable.Range(1, 600).Count(number => slots.TryAcquire(Expiry(number))));
        Assert.Equal(0, slots.Free);
    }

    [Fact]
    public void A_released_slot_can_be_acquired_once()
    {
        while (slots.TryAcquire(Expiry(1))) { }
        slots.Release(Expiry(1));
        Assert.True(slots.TryAcquire(Expiry(1)));
        Assert.False(slots.TryAcquire(Expiry(1)));
    }

    [Fact]
    public void Notifications_of_a_shop_use_at_most_as_many_slots_as_they_leave_free()
    {
        int Acquire(string shop) => Enumerable.Range(1, WorkerSlots.Capacity).Count(number => slots.TryAcquire(Notification(shop, number)));
        Assert.Equal([256, 128, 64, 32], "a b c d".Split(' ').Select(Acquire));
        Assert.True(slots.CanAcquire(Expiry(1)));
        slots.Release(Notification("a"));
        Assert.Equal(33, slots.Free);
        Assert.True(slots.CanAcquire(Notification("e")));
    }

    // Each shop uses half of the slots that the others left: nine of them leave one.
    [Fact]
    public void The_last_slot_is_reserved_for_jobs_that_need_no_merchant()
    {
        for (var shop = 1; shop <= 9; shop++)
            while (slots.TryAcquire(Notification($"{shop}"))) { }
        Assert.Equal(1, slots.Free);
        Assert.False(slots.CanAcquire(Notification("10")));
        Assert.True(slots.TryAcquire(Expiry(1)));
        slots.Release(Notification("9"));
        slots.Release(Expiry(1));
        Assert.True(slots.TryAcquire(Notification("10")));
    }

    static ScheduledJob Expiry(long number) => Job(ScheduledJob.IdOf(number, JobKind.Expiry), "");

    static ScheduledJob Notification(string shop, long number = 1) => Job(ScheduledJob.IdOf(number, JobKind.Notification, 1), shop);

    static ScheduledJob Job(long id, string shop) => new() { Id = id, At = DateTimeOffset.UnixEpoch, AccessId = "", ShopId = shop };
}
