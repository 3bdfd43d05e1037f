using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <content>Advances of clocks, and what must not happen beside them.</content>
internal sealed partial class Scheduler
{
    /// <summary>The running advances.</summary>
    public IReadOnlyList<ClockAdvance> Advances
    {
        get { lock (sync) return [.. advances]; }
    }

    /// <summary>The last advance of a shop's clock, or of all clocks, that has ended since the start; null when there was none.</summary>
    public ClockAdvance? LastAdvance(string? shopId) => lastAdvances.GetValueOrDefault(shopId ?? AllShops);

    /// <summary>
    /// Moves a shop's clock by a span, or all clocks. The jobs that become due have run, in order, when the task completes. It stops
    /// between two moments when it is canceled by <see cref="ClockAdvance.Cancel"/>.
    /// </summary>
    /// <param name="span">Gets the time of the clock when the turn of this advance has come.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was canceled.</exception>
    public async Task<ClockAdvance> Advance(string? shopId, Func<DateTimeOffset, TimeSpan> span, CancellationToken cancel)
    {
        using var turn = await turns.Take(shopId, cancel);
        var from = clocks.Now(shopId);
        var advance = new ClockAdvance(shopId, from, span(from));
        lock (sync) advances.Add(advance);
        try
        {
            await MoveToEnd(advance, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            advance.Fail(failure);
            throw;
        }
        finally
        {
            lock (sync) advances.Remove(advance);
            advance.End();
            lastAdvances[shopId ?? AllShops] = advance;
            Publish(advance, "advanced");
        }
        return advance;
    }

    /// <summary>Stops the advance of a shop's clock, and forgets its last one, because the shop is deleted.</summary>
    public async Task ForgetAdvances(string shopId)
    {
        await Task.WhenAll(Advances.Where(advance => advance.ShopId == shopId).Select(advance => advance.Cancel()));
        ForgetLastAdvance(shopId);
    }

    /// <summary>Forgets the last advance of a shop's clock, or all of them, because a snapshot was restored.</summary>
    public void ForgetLastAdvance(string? shopId)
    {
        if (shopId is null) lastAdvances.Clear();
        else lastAdvances.TryRemove(shopId, out _);
    }

    /// <summary>
    /// Starts no jobs of a shop, or none at all, until the result is disposed: its jobs and its clock are replaced together, and the clock
    /// of before must not make the new jobs due.
    /// </summary>
    public IDisposable PauseJobs(string? shopId)
    {
        var name = shopId ?? AllShops;
        lock (sync) paused.Add(name);
        return new Pause(() =>
        {
            lock (sync) paused.Remove(name);
            schedule.Wake();
        });
    }

    sealed class Pause(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>Keeps advances from moving a shop's clock, or any clock, until the result is disposed. Waits for a running one.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was canceled before.</exception>
    public Task<IDisposable> HoldClock(string? shopId, CancellationToken cancel) => turns.Take(shopId, cancel);

    async Task MoveToEnd(ClockAdvance advance, CancellationToken cancel)
    {
        Publish(advance, "advancing");
        while (await RunUntilIdle(advance.ShopId, cancel) is { } next && advance.Passed + next <= advance.By)
        {
            if (advance.IsCancelRequested) return;
            await Move(advance, next, isMoment: true);
        }
        if (advance.IsCancelRequested) return;
        await Move(advance, advance.By - advance.Passed, isMoment: false);
        await RunUntilIdle(advance.ShopId, cancel);
    }

    void Publish(ClockAdvance advance, string what) =>
        changes?.Publish(new(what, "", advance.ShopId ?? "", "", "", clocks.Now(advance.ShopId)));

    async Task Move(ClockAdvance advance, TimeSpan by, bool isMoment)
    {
        await clocks.Shift(advance.ShopId, by);
        advance.MovedBy(by, isMoment);
        Publish(advance, "advancing");
    }

    void Count(ScheduledJob job)
    {
        foreach (var advance in Advances) advance.Add(job);
    }
}
