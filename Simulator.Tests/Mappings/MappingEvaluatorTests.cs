using KantanSim.Configuration;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Mappings;

/// <summary>Evaluations that time out are abandoned, up to a limit.</summary>
public sealed class MappingEvaluatorTests : IDisposable
{
    readonly MappingEvaluator evaluator = new(NullLogger.Instance);
    readonly ManualResetEventSlim released = new();
    readonly TaskCompletionSource<int> answer = new();

    // Not disposed: a blocked thread still uses the wait handle.
    public void Dispose()
    {
        released.Set();
        answer.TrySetResult(0);
    }

    [Fact]
    public async Task Evaluation_in_time_returns_its_result() =>
        Assert.Equal(7, await Run(() => Task.FromResult(7), HangGuard.Limit));

    [Fact]
    public async Task Failed_evaluation_throws_its_own_exception() =>
        await Assert.ThrowsAsync<FormatException>(() => Run(() => Task.FromException<int>(new FormatException()), HangGuard.Limit));

    [Fact]
    public async Task Caller_gets_a_timeout_while_the_evaluation_blocks_its_thread() => await Assert.ThrowsAsync<TimeoutException>(Busy);

    [Fact]
    public async Task Caller_can_cancel()
    {
        using var cancel = new CancellationTokenSource();
        var run = evaluator.Run(() => answer.Task, HangGuard.Limit, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Evaluation_is_refused_while_too_many_abandoned_ones_block_a_thread()
    {
        for (var count = 0; count < ServerLimits.BusyEvaluations; count++) await Assert.ThrowsAsync<TimeoutException>(Busy);
        await Assert.ThrowsAsync<TooManyEvaluationsException>(() => Run(() => Task.FromResult(7), HangGuard.Limit));
        released.Set();
        Assert.Equal(7, await WhenAccepted());
    }

    [Fact]
    public async Task Evaluation_is_refused_while_too_many_abandoned_ones_wait()
    {
        for (var count = 0; count < ServerLimits.WaitingEvaluations; count++) await Assert.ThrowsAsync<TimeoutException>(Waiting);
        await Assert.ThrowsAsync<TooManyEvaluationsException>(() => Run(() => Task.FromResult(7), HangGuard.Limit));
        answer.SetResult(0);
        Assert.Equal(7, await WhenAccepted());
    }

    Task<int> Busy() => Run(() =>
    {
        released.Wait();
        return Task.FromResult(0);
    }, TimeSpan.Zero);

    // Cancelled only once it waits, so that it does not count as busy.
    async Task<int> Waiting()
    {
        var started = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        var run = evaluator.Run(() =>
        {
            started.SetResult();
            return answer.Task;
        }, HangGuard.Limit, cancel.Token);
        await started.Task.WithHangGuard();
        await cancel.CancelAsync();
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

    Task<int> Run(Func<Task<int>> evaluate, TimeSpan timeout) =>
        evaluator.Run(evaluate, timeout, TestContext.Current.CancellationToken);
}
