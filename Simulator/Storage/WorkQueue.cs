namespace KantanSim.Storage;

/// <summary>Works that wait for the writer, who takes all of them at once.</summary>
internal sealed class WorkQueue
{
    readonly object gate = new();
    readonly Queue<Work> works = [];
    bool isClosed;

    /// <summary>Whether nothing is left, and nothing more will come.</summary>
    public bool IsOver
    {
        get { lock (gate) return isClosed && works.Count == 0; }
    }

    /// <exception cref="InvalidOperationException">The queue is closed.</exception>
    public void Add(Work work)
    {
        lock (gate)
        {
            if (isClosed) throw new InvalidOperationException("The store is closed.");
            works.Enqueue(work);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Takes what waits, up to a number, and up to the first that has to be alone; nothing when nothing comes in time.</summary>
    public void Take(List<Work> batch, int most, int milliseconds)
    {
        lock (gate)
        {
            if (works.Count == 0 && !isClosed) Monitor.Wait(gate, milliseconds);
            while (batch.Count < most && batch is not [.., ExclusiveWork] && works.TryDequeue(out var work)) batch.Add(work);
        }
    }

    /// <returns>Whether it was open.</returns>
    public bool Close()
    {
        lock (gate)
        {
            if (isClosed) return false;
            isClosed = true;
            Monitor.Pulse(gate);
            return true;
        }
    }
}
