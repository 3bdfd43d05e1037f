namespace KantanSim.Check.Adapters;

/// <summary>The steps that have not ended.</summary>
internal sealed class RunningSteps
{
    readonly Lock sync = new();
    readonly HashSet<Task> steps = [];

    /// <summary>Remembers a step until it ends.</summary>
    public async Task<T> Add<T>(Task<T> step)
    {
        lock (sync) steps.Add(step);
        try
        {
            return await step;
        }
        finally
        {
            lock (sync) steps.Remove(step);
        }
    }

    /// <summary>Completes when those that run now have ended, however they end.</summary>
    public Task Ended()
    {
        Task[] left;
        lock (sync) left = [.. steps];
        return Task.WhenAll(left.Select(step => step.ContinueWith(_ => { }, TaskScheduler.Default)));
    }
}
