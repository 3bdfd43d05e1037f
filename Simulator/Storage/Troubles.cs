namespace KantanSim.Storage;

/// <summary>What cannot be saved, or read, at the moment.</summary>
internal sealed class Troubles
{
    readonly Lock gate = new();
    string? journal;
    string? database;

    /// <summary>All of it as a sentence; null when all is well.</summary>
    public string? Now =>
        database is { } unwritten ? $"The database cannot be written ({unwritten}). Nothing that was acknowledged is lost: make room for {DatabaseFiles.Name}, then start KantanSim again."
        : journal is { } unsaved ? $"Changes cannot be saved ({unsaved}). Nothing was changed; it goes on as soon as there is room."
        : null;

    /// <summary>Told when trouble begins, and with null when it is over.</summary>
    public Action<string?>? Changed { get; set; }

    /// <param name="reason">Null: it is over.</param>
    public void OfJournal(Exception? reason) => Note(ref journal, reason);

    /// <inheritdoc cref="OfJournal"/>
    public void OfDatabase(Exception? reason) => Note(ref database, reason);

    void Note(ref string? trouble, Exception? reason)
    {
        if (reason is null && trouble is null) return;
        string? before;
        lock (gate) (before, trouble) = (Now, reason?.Message.TrimEnd('.'));
        if (Now is var now && (now is null) != (before is null)) Changed?.Invoke(now);
    }
}
