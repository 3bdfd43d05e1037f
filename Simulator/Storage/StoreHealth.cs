namespace KantanSim.Storage;

/// <summary>What cannot be saved, or read, at the moment.</summary>
internal sealed class StoreHealth
{
    readonly Lock gate = new();
    string? damage;
    string? unsaved;
    string? unmoved;

    /// <summary>All of it as a sentence; null when all is well.</summary>
    public string? Now =>
        damage is { } lost ? $"{lost}. What is whole can be read; nothing can be changed. Stop KantanSim and put back a copy of the data folder, "
            + "or save what can be read with `export FILE` and import it into an empty folder."
        : unsaved is { } reason ? $"Changes cannot be saved ({reason}). Nothing was changed; it goes on as soon as they can."
        : unmoved is { } held ? $"{DatabaseFiles.DataName} cannot be written ({held}). Nothing that was acknowledged is lost: it is in {DatabaseFiles.LogName}, "
            + "which grows until there is room."
        : null;

    /// <summary>The same in Japanese.</summary>
    public string? NowJa =>
        damage is { } lost ? $"データファイルが壊れています（{lost}）。無事なデータは読めますが、変更はできません。KantanSimを停止してデータフォルダーのコピーを戻すか、"
            + "`export FILE` で読めるデータを書き出し、空のフォルダーに `import FILE` で取り込んでください。"
        : unsaved is { } reason ? $"変更を保存できません（{reason}）。何も変更されていません。保存できるようになると自動的に再開します。"
        : unmoved is { } held ? $"{DatabaseFiles.DataName} に書き込めません（{held}）。保存済みのデータは {DatabaseFiles.LogName} にあり、失われていません。空き容量ができるまでこのファイルが大きくなります。"
        : null;

    /// <summary>Whether damage was found: nothing is written any more, so that nothing is made worse.</summary>
    public bool IsDamaged => damage is not null;

    /// <summary>Told when trouble begins, and with null when it is over.</summary>
    public Action<string?>? Changed { get; set; }

    /// <summary>Damage stays until the files are others.</summary>
    public void ReportDamage(string what) => Set(ref damage, damage ?? what);

    /// <param name="reason">Null: it is over.</param>
    public void ReportCommit(Exception? reason) => Set(ref unsaved, reason?.Message.TrimEnd('.'));

    /// <inheritdoc cref="ReportCommit"/>
    public void ReportCheckpoint(Exception? reason) => Set(ref unmoved, reason?.Message.TrimEnd('.'));

    void Set(ref string? trouble, string? next)
    {
        if (next is null && trouble is null) return;
        string? before;
        lock (gate) (before, trouble) = (Now, next);
        if (Now is var now && (now is null) != (before is null)) Changed?.Invoke(now);
    }
}
