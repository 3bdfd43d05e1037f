namespace KantanSim.Storage;

/// <summary>A caller's request to the writer thread, and the caller's answer.</summary>
internal abstract class Work
{
    internal abstract void Complete();
    internal abstract void Fail(Exception reason);
}

/// <summary>Work that decides what is saved, together with others.</summary>
internal abstract class DecidingWork : Work
{
    internal abstract void Decide(Writing writing);
}

internal sealed class Work<T>(Func<Writing, T> decide) : DecidingWork
{
    // A caller's continuation must never run on the writer thread.
    readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? result;

    public Task<T> Answer => answer.Task;

    internal override void Decide(Writing writing) => result = decide(writing);
    internal override void Complete() => answer.SetResult(result!);
    internal override void Fail(Exception reason) => answer.SetException(reason);
}

/// <summary>Work that has the database to itself: nothing is unsettled while it runs.</summary>
internal sealed class ExclusiveWork(Action run) : Work
{
    readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Answer => answer.Task;

    internal void Run() => run();
    internal override void Complete() => answer.SetResult();
    internal override void Fail(Exception reason) => answer.SetException(reason);
}
