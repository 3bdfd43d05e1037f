using KantanSim.Configuration;

namespace KantanSim.Mappings;

/// <summary>Too many abandoned evaluations are still running.</summary>
internal sealed class TooManyEvaluationsException(string message) : Exception(message);

/// <summary>
/// Runs evaluations of mappings on the thread pool with a timeout. A thread cannot be aborted: an evaluation that times out is abandoned
/// and keeps running, and the number of abandoned evaluations is limited.
/// </summary>
internal sealed class MappingEvaluator(ILogger log)
{
    int busy;
    int waiting;

    /// <exception cref="TimeoutException">The evaluation has not completed in time.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    /// <exception cref="TooManyEvaluationsException">Too many abandoned evaluations are still running.</exception>
    public async Task<T> Run<T>(Func<Task<T>> evaluate, TimeSpan timeout, CancellationToken cancel)
    {
        CheckLimits();
        var computed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var evaluation = Task.Run(() => Start(evaluate, computed), CancellationToken.None);
        try
        {
            return await evaluation.WaitAsync(timeout, cancel);
        }
        finally
        {
            if (!evaluation.IsCompleted) _ = Abandon(evaluation, computed.Task);
        }
    }

    // The synchronous part, up to the first await, is the matching: only it keeps a thread busy.
    static async Task<T> Start<T>(Func<Task<T>> evaluate, TaskCompletionSource computed)
    {
        Task<T> evaluation;
        try { evaluation = evaluate(); }
        finally { computed.SetResult(); }
        return await evaluation;
    }

    void CheckLimits()
    {
        if (Volatile.Read(ref busy) >= ServerLimits.BusyEvaluations)
            throw new TooManyEvaluationsException($"{ServerLimits.BusyEvaluations} abandoned evaluations still keep a thread busy");
        if (Volatile.Read(ref waiting) >= ServerLimits.WaitingEvaluations)
            throw new TooManyEvaluationsException($"{ServerLimits.WaitingEvaluations} abandoned evaluations still wait for a response");
    }

    async Task Abandon(Task evaluation, Task computed)
    {
        Interlocked.Increment(ref busy);
        try { await Completion(computed); }
        finally { Interlocked.Decrement(ref busy); }
        Interlocked.Increment(ref waiting);
        try { await Completion(evaluation); }
        finally { Interlocked.Decrement(ref waiting); }
    }

    // Nobody else observes the exception of an abandoned evaluation.
    async Task Completion(Task task)
    {
        try { await task; }
        catch (Exception exception) { MappingLog.MappingFailed(log, $"an abandoned evaluation: {exception.Message}"); }
    }
}
