using KantanSim.Configuration;

namespace KantanSim.Mappings;

/// <summary>Too many evaluations that were given up have not ended.</summary>
internal sealed class TooManyEvaluationsException(string message) : Exception(message);

/// <summary>
/// Runs evaluations of mappings on threads of their own and gives up those that take too long: nothing can stop a thread, but the
/// caller goes on. How many may be left behind is limited.
/// </summary>
internal sealed class MappingEvaluator(ILogger log)
{
    int busy;
    int waiting;

    /// <exception cref="TimeoutException">It is not over in time.</exception>
    /// <exception cref="OperationCanceledException">The caller has left.</exception>
    /// <exception cref="TooManyEvaluationsException">Too many are left behind.</exception>
    public async Task<T> Run<T>(Func<Task<T>> evaluate, TimeSpan within, CancellationToken cancel)
    {
        RefuseTooMany();
        var computed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var evaluation = Task.Run(() => Begin(evaluate, computed), CancellationToken.None);
        try
        {
            return await evaluation.WaitAsync(within, cancel);
        }
        finally
        {
            if (!evaluation.IsCompleted) _ = LeaveBehind(evaluation, computed.Task);
        }
    }

    // The first part, up to the first wait, is what keeps a thread busy: matching.
    static async Task<T> Begin<T>(Func<Task<T>> evaluate, TaskCompletionSource computed)
    {
        Task<T> begun;
        try { begun = evaluate(); }
        finally { computed.SetResult(); }
        return await begun;
    }

    void RefuseTooMany()
    {
        if (Volatile.Read(ref busy) >= ServerLimits.BusyEvaluations)
            throw new TooManyEvaluationsException($"{ServerLimits.BusyEvaluations} evaluations that were given up still keep a thread busy");
        if (Volatile.Read(ref waiting) >= ServerLimits.WaitingEvaluations)
            throw new TooManyEvaluationsException($"{ServerLimits.WaitingEvaluations} evaluations that were given up still wait for an answer");
    }

    async Task LeaveBehind(Task evaluation, Task computed)
    {
        await Counted(computed, () => Interlocked.Increment(ref busy), () => Interlocked.Decrement(ref busy));
        await Counted(evaluation, () => Interlocked.Increment(ref waiting), () => Interlocked.Decrement(ref waiting));
    }

    async Task Counted(Task task, Func<int> begin, Func<int> end)
    {
        begin();
        try { await task; }
        catch (Exception fault) { MappingLog.MappingFailed(log, $"an evaluation that was given up: {fault.Message}"); }
        finally { end(); }
    }
}
