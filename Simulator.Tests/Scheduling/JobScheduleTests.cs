using KantanSim.Storage;
using KantanSim.Tests.Methods;
using KantanSim.Transactions;

namespace KantanSim.Tests.Scheduling;

/// <summary>Which jobs the schedule returns.</summary>
public sealed class JobScheduleTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    readonly Store store = Store.Open(Store.InMemory);
    readonly JobSchedule schedule;

    public JobScheduleTests() => schedule = new(store);

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_job_is_due_from_the_tick_of_its_time()
    {
        await Put(Job(1, JobKind.Expiry, 0));
        Assert.Empty(schedule.Due(_ => Begin.AddTicks(-1), _ => true, 9));
        Assert.Single(schedule.Due(_ => Begin, _ => true, 9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DueBy_returns_at_most_as_many_jobs_as_requested(int limit)
    {
        await Put(Job(1, JobKind.Expiry, 0), Job(2, JobKind.Expiry, 0), Job(3, JobKind.Expiry, 0));
        Assert.Equal(limit, schedule.Due(_ => Begin, _ => true, limit).Count);
    }

    // The id of a job consists of the transaction's number, 4 bits for the kind and 16 bits for the index.
    [Fact]
    public async Task ForTransaction_returns_jobs_up_to_the_highest_index_and_none_of_other_transactions()
    {
        await Put(Job(1, JobKind.Charge, 65_535), Job(2, JobKind.Expiry, 0), Job(2, JobKind.Charge, 65_535), Job(3, JobKind.Expiry, 0));
        var transaction = Decisions.Transaction("Recruit", new("AUTH")) with { Number = 2 };
        Assert.Equal(
            [(2, JobKind.Expiry, 0), (2, JobKind.Charge, 65_535)],
            schedule.ForTransaction(transaction).Select(job => (job.TransactionNumber, job.Kind, job.Index)));
    }

    Task Put(params ScheduledJob[] jobs) => store.Write(unitOfWork =>
    {
        foreach (var job in jobs) schedule.Put(unitOfWork, job);
    });

    static ScheduledJob Job(long number, JobKind kind, int index) =>
        new() { Id = ScheduledJob.IdOf(number, kind, index), At = Begin, AccessId = "", ShopId = "" };
}
