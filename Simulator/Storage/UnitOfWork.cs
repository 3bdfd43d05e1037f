namespace KantanSim.Storage;

/// <summary>
/// What a work wants saved. It is all saved or nothing is. Its reads see every work before it, saved or about to be;
/// they do not see the work's own writes. The works of a commit have it one after the other.
/// </summary>
internal sealed class UnitOfWork
{
    readonly List<(StoreCollection Shelf, Action Stage)> changes = [];
    readonly List<Action> whenSaved = [];
    readonly HashSet<StoreCollection> changed = [];
    // So many of the actions are of works that are staged.
    int staged;

    public TRow? Find<TKey, TRow>(Table<TKey, TRow> table, TKey key) where TKey : notnull where TRow : class => table.FindStaged(key);

    /// <summary>Every row of a resident table, in no order.</summary>
    public IEnumerable<TRow> All<TKey, TRow>(Table<TKey, TRow> table) where TKey : notnull where TRow : class => table.AllStaged();

    /// <summary>Whether a work that is about to be saved together with this one changes the row.</summary>
    public bool IsChanging<TKey, TRow>(Table<TKey, TRow> table, TKey key) where TKey : notnull where TRow : class => table.IsStaged(key);

    public void Put<TKey, TRow>(Table<TKey, TRow> table, TKey key, TRow row) where TKey : notnull where TRow : class
    {
        var json = table.Json(row);
        changes.Add((table, () => table.Stage(key, row, json)));
    }

    public void Delete<TKey, TRow>(Table<TKey, TRow> table, TKey key) where TKey : notnull where TRow : class =>
        changes.Add((table, () => table.Stage(key, null, null)));

    /// <param name="isFirst">The owner is new: nothing was ever in its list.</param>
    public void Append<TItem>(ListTable<TItem> log, long owner, TItem item, bool isFirst = false) where TItem : class
    {
        var json = log.Json(item);
        changes.Add((log, () => log.Stage(owner, json, isFirst)));
    }

    /// <summary>Forgets an owner's whole list.</summary>
    public void Drop<TItem>(ListTable<TItem> log, long owner) where TItem : class => changes.Add((log, () => log.StageDrop(owner)));

    public long? Find(KeyIndex index, UInt128 key) => index.FindStaged(key);

    public void Put(KeyIndex index, UInt128 key, long number) => changes.Add((index, () => index.Stage(key, number, isDeleted: false)));

    public void Delete(KeyIndex index, UInt128 key, long number) => changes.Add((index, () => index.Stage(key, number, isDeleted: true)));

    /// <summary>Runs once the work is on disk, before its caller hears of it. It must not throw.</summary>
    public void WhenSaved(Action action) => whenSaved.Add(action);

    /// <summary>The shelves that the staged works change.</summary>
    internal IReadOnlyCollection<StoreCollection> Changed => changed;

    /// <summary>The work has decided.</summary>
    /// <returns>How many changes it makes.</returns>
    internal int Stage()
    {
        var count = changes.Count;
        foreach (var (shelf, stage) in changes)
        {
            changed.Add(shelf);
            stage();
        }
        changes.Clear();
        staged = whenSaved.Count;
        return count;
    }

    /// <summary>The work has thrown.</summary>
    internal void Rollback()
    {
        changes.Clear();
        whenSaved.RemoveRange(staged, whenSaved.Count - staged);
    }

    internal void Saved() => whenSaved.ForEach(action => action());

    internal void Clear()
    {
        whenSaved.Clear();
        changed.Clear();
        staged = 0;
    }
}
