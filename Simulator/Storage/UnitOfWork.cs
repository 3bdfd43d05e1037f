namespace KantanSim.Storage;

/// <summary>
/// The changes of one write request; all of them are saved or none. Reads see the changes of all earlier requests, saved or about to be
/// saved in the same commit, but not the request's own changes. The requests of a commit use the same object one after the other.
/// </summary>
internal sealed class UnitOfWork
{
    readonly List<(StoreCollection Collection, Action Stage)> changes = [];
    readonly List<Action> whenSaved = [];
    readonly HashSet<StoreCollection> changed = [];
    // The number of actions in whenSaved that belong to requests that have succeeded.
    int stagedActions;

    public TRow? Find<TKey, TRow>(Table<TKey, TRow> table, TKey key) where TKey : notnull where TRow : class => table.FindStaged(key);

    /// <summary>All rows of a resident table with their keys, in no order.</summary>
    public IEnumerable<KeyValuePair<TKey, TRow>> Entries<TKey, TRow>(Table<TKey, TRow> table) where TKey : notnull where TRow : class =>
        table.EntriesStaged();

    /// <summary>All rows of a resident table, in no order.</summary>
    public IEnumerable<TRow> All<TKey, TRow>(Table<TKey, TRow> table) where TKey : notnull where TRow : class =>
        table.EntriesStaged().Select(row => row.Value);

    /// <summary>Whether an earlier request of the same commit changes the row.</summary>
    public bool IsChanging<TKey, TRow>(Table<TKey, TRow> table, TKey key) where TKey : notnull where TRow : class => table.IsStaged(key);

    public void Put<TKey, TRow>(Table<TKey, TRow> table, TKey key, TRow row) where TKey : notnull where TRow : class
    {
        var json = table.Json(row);
        changes.Add((table, () => table.Stage(key, row, json)));
    }

    public void Delete<TKey, TRow>(Table<TKey, TRow> table, TKey key) where TKey : notnull where TRow : class =>
        changes.Add((table, () => table.Stage(key, null, null)));

    /// <param name="isFirst">The owner has no list yet and never had one, so that none is searched for.</param>
    public void Append<TItem>(ListTable<TItem> list, long owner, TItem item, bool isFirst = false) where TItem : class
    {
        var json = list.Json(item);
        changes.Add((list, () => list.Stage(owner, json, isFirst)));
    }

    /// <summary>Deletes an owner's list.</summary>
    public void Drop<TItem>(ListTable<TItem> list, long owner) where TItem : class => changes.Add((list, () => list.StageDrop(owner)));

    public long? Find(KeyIndex index, UInt128 key) => index.FindStaged(key);

    public void Put(KeyIndex index, UInt128 key, long number) => changes.Add((index, () => index.Stage(key, number, isDeleted: false)));

    public void Delete(KeyIndex index, UInt128 key, long number) => changes.Add((index, () => index.Stage(key, number, isDeleted: true)));

    /// <summary>
    /// Adds an action that runs on the writer thread once the changes are on disk, before the caller is answered. It must not throw.
    /// </summary>
    public void WhenSaved(Action action) => whenSaved.Add(action);

    /// <summary>The collections that the staged requests change.</summary>
    internal IReadOnlyCollection<StoreCollection> Changed => changed;

    /// <summary>Stages the changes of a request that has succeeded.</summary>
    /// <returns>The number of changes.</returns>
    internal int Stage()
    {
        var count = changes.Count;
        foreach (var (collection, stage) in changes)
        {
            changed.Add(collection);
            stage();
        }
        changes.Clear();
        stagedActions = whenSaved.Count;
        return count;
    }

    /// <summary>Discards the changes and actions of a request that has thrown.</summary>
    internal void Rollback()
    {
        changes.Clear();
        whenSaved.RemoveRange(stagedActions, whenSaved.Count - stagedActions);
    }

    internal void Saved() => whenSaved.ForEach(action => action());

    internal void Clear()
    {
        whenSaved.Clear();
        changed.Clear();
        stagedActions = 0;
    }
}
