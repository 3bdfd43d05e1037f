namespace KantanSim.Scheduling;

/// <summary>
/// Changes of clocks take turns: those of one shop one after the other, those of different shops side by side, and those of all shops
/// alone. The order is that of their requests.
/// </summary>
internal sealed class ClockTurns
{
    readonly List<Turn> turns = [];

    /// <param name="shopId">The shop whose clock is changed; null: all.</param>
    /// <returns>The turn, which ends when it is disposed.</returns>
    /// <exception cref="OperationCanceledException">Canceled before the turn began.</exception>
    public async Task<IDisposable> Take(string? shopId, CancellationToken cancel)
    {
        var turn = new Turn(this, shopId);
        lock (turns)
        {
            turns.Add(turn);
            StartNext();
        }
        try
        {
            await turn.Started.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            turn.Dispose();
            throw;
        }
        return turn;
    }

    void StartNext()
    {
        foreach (var (index, turn) in turns.Index())
            if (!turns.Take(index).Any(turn.ConflictsWith)) turn.Start();
    }

    void End(Turn turn)
    {
        lock (turns)
        {
            turns.Remove(turn);
            StartNext();
        }
    }

    sealed class Turn(ClockTurns owner, string? shopId) : IDisposable
    {
        readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => started.Task;

        public bool ConflictsWith(Turn other) => other.ShopId is null || ShopId is null || other.ShopId == ShopId;

        public void Start() => started.TrySetResult();

        public void Dispose() => owner.End(this);

        string? ShopId => shopId;
    }
}
