namespace KantanSim.Storage;

/// <summary>
/// Requests that run one after the other and are committed together. Only the writer thread uses it, and reuses it for every commit.
/// </summary>
internal sealed class CommitGroup
{
    readonly List<WriteRequest> executed = [];
    readonly UnitOfWork work = new();

    /// <summary>The number of row changes that the requests make.</summary>
    public int Changes { get; private set; }

    /// <summary>
    /// Runs a request, which sees the changes of those before it. A request that throws is rolled back alone and fails at once.
    /// </summary>
    public void Execute(WriteRequest request)
    {
        try
        {
            request.Execute(work);
        }
        catch (Exception reason)
        {
            work.Rollback();
            request.Fail(reason);
            return;
        }
        Changes += work.Stage();
        executed.Add(request);
    }

    /// <summary>Commits all changes in one transaction.</summary>
    public void Commit(Database database) => database.Commit(getCollection =>
    {
        foreach (var collection in work.Changed) collection.Apply(getCollection);
    });

    /// <summary>After the sync: publishes the changes to readers and completes the requests.</summary>
    public void Complete()
    {
        foreach (var collection in work.Changed) collection.Publish();
        work.Saved();
        executed.ForEach(request => request.Complete());
        Clear();
    }

    /// <summary>After a failed commit or sync: discards the changes and fails the requests.</summary>
    public void Fail(Exception reason)
    {
        foreach (var collection in work.Changed) collection.Discard();
        executed.ForEach(request => request.Fail(reason));
        Clear();
    }

    void Clear()
    {
        work.Clear();
        executed.Clear();
        Changes = 0;
    }
}
