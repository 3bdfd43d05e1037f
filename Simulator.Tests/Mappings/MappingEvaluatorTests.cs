using KantanSim.Configuration;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Mappings;

/// <summary>Evaluations that take too long are left behind, up to a limit.</summary>
public sealed class MappingEvaluatorTests : IDisposable
{
    readonly MappingEvaluator evaluations = new(NullLogger.Instance);
    readonly ManualResetEventSlim released = new();
    readonly TaskCompletionSource<int> answer = new();

    // A thread that is held goes on before its wait handle is disposed.
    public void Dispose()
    {
        released.Set();
        answer.TrySetResult(0);
    }

    [Fact]
    public async Task Evaluation_that_is_over_in_time_answers() => Assert.Equal(7, await Run(() => Task.FromResult(7), HangGuard.Limit));

    [Fact]
    public async Task Evaluation_that_fails_throws_its_own_exception() =>
        await Assert.ThrowsAsync<FormatException>(() => Run(() => Task.FromException<int>(new FormatException()), HangGuard.Limit));

    [Fact]
    public async Task Caller_goes_on_when_a_thread_is_kept_busy() => await Assert.ThrowsAsync<TimeoutException>(Busy);

    [Fact]
    public async Task Caller_goes_on_when_it_has_left()
    {
        using var left = new CancellationTokenSource();
        var run = evaluations.Run(() => answer.Task, HangGuard.Limit, left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Evaluation_is_refused_while_too_many_threads_are_kept_busy()
    {
        for (var one = 0; one < ServerLimits.BusyEvaluations; one++) await Assert.ThrowsAsync<TimeoutException>(Busy);
        await Assert.ThrowsAsync<TooManyEvaluationsException>(() => Run(() => Task.FromResult(7), HangGuard.Limit));
        released.Set();
        Assert.Equal(7, await WhenAccepted());
    }

    [Fact]
    public async Task Evaluation_is_refused_while_too_many_wait()
    {
        for (var one = 0; one < ServerLimits.WaitingEvaluations; one++) await Assert.ThrowsAsync<TimeoutException>(Waiting);
        await Assert.ThrowsAsync<TooManyEvaluationsException>(() => Run(() => Task.FromResult(7), HangGuard.Limit));
        answer.SetResult(0);
        Assert.Equal(7, await WhenAccepted());
    }

    Task<int> Busy() => Run(() =>
    {
        released.Wait();
        return Task.FromResult(0);
    }, TimeSpan.Zero);

    // It is given up once it waits, so that it does not count as busy.
    async Task<int> Waiting()
    {
        var begun = new TaskCompletionSource();
        using var left = new CancellationTokenSource();
        var run = evaluations.Run(() =>
        {
            begun.SetResult();
            return answer.Task;
        }, HangGuard.Limit, left.Token);
        await begun.Task.WithHangGuard();
        await left.CancelAsync();
        try { return await run; }
        catch (OperationCanceledException) { throw new TimeoutException(); }
    }

    async Task<int> WhenAccepted()
    {
        using var guard = new CancellationTokenSource(HangGuard.Limit);
        while (true)
        {
            try { return await Run(() => Task.FromResult(7), HangGuard.Limit); }
            catch (TooManyEvaluationsException) when (!guard.IsCancellationRequested) { await Task.Yield(); }
        }
    }

    Task<int> Run(Func<Task<int>> evaluate, TimeSpan within) => evaluations.Run(evaluate, within, TestContext.Current.CancellationToken);
}
