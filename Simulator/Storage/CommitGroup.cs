namespace KantanSim.Storage;

/// <summary>Requests that are decided one after the other and saved together. It belongs to the writer thread and is used again and again.</summary>
internal sealed class CommitGroup
{
    readonly List<WriteRequest> decided = [];
    readonly UnitOfWork writing = new();

    /// <summary>How many changes they make.</summary>
    public int Changes { get; private set; }

    /// <summary>Lets a request decide after those before it. One that throws saves nothing, and its caller is told at once.</summary>
    public void Execute(WriteRequest request)
    {
        try
        {
            request.Execute(writing);
        }
        catch (Exception reason)
        {
            writing.Rollback();
            request.Fail(reason);
            return;
        }
        Changes += writing.Stage();
        decided.Add(request);
    }

    /// <summary>Writes all changes in one transaction.</summary>
    public void Commit(Database database) => database.Commit(collection =>
    {
        foreach (var shelf in writing.Changed) shelf.Apply(collection);
    });

    /// <summary>All of it is on disk.</summary>
    public void Complete()
    {
        foreach (var shelf in writing.Changed) shelf.Publish();
        writing.Saved();
        decided.ForEach(request => request.Complete());
        Clear();
    }

    /// <summary>Nothing of it is.</summary>
    public void Fail(Exception reason)
    {
        foreach (var shelf in writing.Changed) shelf.Discard();
        decided.ForEach(request => request.Fail(reason));
        Clear();
    }

    void Clear()
    {
        writing.Clear();
        decided.Clear();
        Changes = 0;
    }
}
