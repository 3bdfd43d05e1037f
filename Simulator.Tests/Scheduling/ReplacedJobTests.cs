using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Scheduling;

/// <summary>A handler whose job was replaced while it ran writes nothing: its result belongs to the job that is gone.</summary>
public sealed class ReplacedJobTests
{
    [Theory]
    [InlineData(JobKind.Expiry)]
    [InlineData(JobKind.AuthExpiry)]
    [InlineData(JobKind.Reversal)]
    [InlineData(JobKind.Settlement)]
    [InlineData(JobKind.Refund)]
    [InlineData(JobKind.Notification)]
    [InlineData(JobKind.Month)]
    [InlineData(JobKind.Charge)]
    internal async Task Handler_of_a_replaced_job_writes_nothing(JobKind kind)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddJobsOfAllKinds(simulated);
        var schedule = simulated.GetService<JobSchedule>();
        var job = schedule.Upcoming(100).First(job => job.Kind == kind);
        var replacement = job with { };
        await simulated.GetService<Store>().Write(work => schedule.Put(work, replacement));
        var before = await Answers(simulated, job);
        var handlers = simulated.GetService<IReadOnlyDictionary<JobKind, JobHandler>>();
        await handlers[kind](job, TestContext.Current.CancellationToken);
        Assert.Equal(before, await Answers(simulated, job));
        Assert.Same(replacement, schedule.Find(job.Id));
    }

    [Fact]
    public async Task Scheduler_does_not_start_a_job_that_was_replaced_while_it_waited()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("REPLACED-1");
        var schedule = simulated.GetService<JobSchedule>();
        var job = schedule.Upcoming(100).Single(job => job.Kind == JobKind.Expiry);
        await simulated.GetService<Store>().Write(work => schedule.Put(work, job with { At = job.At.AddYears(1) }));
        await simulated.Advance("P1D");
        Assert.Equal("REQSUCCESS", await simulated.Status(order));
    }

    // Nothing listens at the shop's notification URL, so that its notifications stay pending.
    static async Task AddJobsOfAllKinds(SimulatorFixture simulated)
    {
        await simulated.AddsShop("nourl");
        await simulated.Send(HttpMethod.Put, "/shops/nourl", new { notifyUrl = "http://127.0.0.1:9/" });
        await simulated.Subscribes("KIND-4", shop: "nourl");
        await simulated.Subscribes("KIND-5", shop: "nourl");
        await simulated.Advance("P18D");
        await simulated.RequestPayment("KIND-1", shop: "nourl");
        await simulated.Pay("KIND-2", shop: "nourl");
        var sold = await simulated.Pay("KIND-3", "CAPTURE", ""","points":100""", shop: "nourl");
        await simulated.CallOperation("RecruitCancel", sold);
        await PutReversal(simulated, sold);
        await simulated.GetService<Scheduler>().RunUntilIdle(null, TestContext.Current.CancellationToken);
    }

    static Task PutReversal(SimulatorFixture simulated, TestOrder order)
    {
        var transaction = simulated.GetService<Ledger>().Find(order.AccessId)!;
        var job = ScheduledJob.For(transaction, JobKind.Reversal, transaction.ChangedAt.AddDays(1), index: 9);
        return simulated.GetService<Store>().Write(work =>
            simulated.GetService<JobSchedule>().Put(work, job with { Sum = new(900, Points: 100) }));
    }

    static async Task<string> Answers(SimulatorFixture simulated, ScheduledJob job) => string.Join('\n',
        await simulated.Send(HttpMethod.Get, $"/transactions/{job.AccessId}"),
        await simulated.Send(HttpMethod.Get, $"/notifications?accessId={job.AccessId}"),
        await simulated.Send(HttpMethod.Get, "/members"),
        await simulated.Send(HttpMethod.Get, "/deposits"));
}
