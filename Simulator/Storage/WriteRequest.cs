namespace KantanSim.Storage;

/// <summary>A caller's request to the writer thread.</summary>
internal abstract class WriteRequest
{
    /// <summary>Whether the requests before it are committed first, and those behind it are not committed together with it.</summary>
    internal virtual bool IsAlone => false;

    /// <exception cref="Exception">The request is rolled back.</exception>
    internal abstract void Execute(UnitOfWork work);

    internal abstract void Complete();

    internal abstract void Fail(Exception reason);
}

internal sealed class WriteRequest<T>(Func<UnitOfWork, T> decide, bool isAlone = false) : WriteRequest
{
    // Asynchronous, so that a caller's continuation never runs on the writer thread.
    readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? result;

    public Task<T> Answer => answer.Task;

    internal override bool IsAlone => isAlone;

    internal override void Execute(UnitOfWork work) => result = decide(work);
    internal override void Complete() => answer.SetResult(result!);
    internal override void Fail(Exception reason) => answer.SetException(reason);
}

/// <summary>Deletes all rows of collections, between two commits.</summary>
internal sealed class ClearRequest(IReadOnlyList<StoreCollection> collections) : WriteRequest
{
    readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Answer => answer.Task;

    public IReadOnlyList<StoreCollection> Collections { get; } = collections;

    internal override bool IsAlone => true;

    internal override void Execute(UnitOfWork work) =>
        throw new InvalidOperationException("A ClearRequest runs outside of a commit group.");
    internal override void Complete() => answer.SetResult();
    internal override void Fail(Exception reason) => answer.SetException(reason);
}
