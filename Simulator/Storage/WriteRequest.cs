namespace KantanSim.Storage;

/// <summary>A caller's request to the writer thread, and the caller's answer.</summary>
internal abstract class WriteRequest
{
    /// <exception cref="Exception">Nothing of it is saved.</exception>
    internal abstract void Execute(UnitOfWork writing);

    internal abstract void Complete();

    internal abstract void Fail(Exception reason);
}

internal sealed class WriteRequest<T>(Func<UnitOfWork, T> decide) : WriteRequest
{
    // A caller's continuation must never run on the writer thread.
    readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? result;

    public Task<T> Answer => answer.Task;

    internal override void Execute(UnitOfWork writing) => result = decide(writing);
    internal override void Complete() => answer.SetResult(result!);
    internal override void Fail(Exception reason) => answer.SetException(reason);
}

/// <summary>Empties shelves, between two commits.</summary>
internal sealed class ClearRequest(IReadOnlyList<StoreCollection> shelves) : WriteRequest
{
    readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Answer => answer.Task;

    public IReadOnlyList<StoreCollection> Shelves { get; } = shelves;

    internal override void Execute(UnitOfWork writing) => throw new InvalidOperationException("A clearing is no decision.");
    internal override void Complete() => answer.SetResult();
    internal override void Fail(Exception reason) => answer.SetException(reason);
}
