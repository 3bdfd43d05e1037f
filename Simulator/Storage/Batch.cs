namespace KantanSim.Storage;

/// <summary>Works that are decided one after the other and saved together. It is the writer thread's, and is used again and again.</summary>
internal sealed class Batch : IDisposable
{
    readonly List<DecidingWork> decided = [];
    readonly Writing writing = new();

    /// <summary>What the works want saved.</summary>
    public JournalBatch Journal { get; } = new();

    /// <summary>How many changes that is.</summary>
    public int Changes { get; private set; }

    /// <summary>Lets a work decide after those before it. One that throws wants nothing saved, and its caller is told at once.</summary>
    public void Decide(DecidingWork work)
    {
        try
        {
            work.Decide(writing);
        }
        catch (Exception reason)
        {
            writing.TakeBack();
            work.Fail(reason);
            return;
        }
        Changes += writing.StageInto(Journal);
        decided.Add(work);
    }

    /// <summary>All of it is saved.</summary>
    public void Complete()
    {
        writing.Saved();
        decided.ForEach(work => work.Complete());
        Clear();
    }

    /// <summary>Nothing of it is.</summary>
    public void Fail(Exception reason)
    {
        decided.ForEach(work => work.Fail(reason));
        Clear();
    }

    public void Dispose() => Journal.Dispose();

    void Clear()
    {
        writing.Clear();
        decided.Clear();
        Journal.Clear();
        Changes = 0;
    }
}
