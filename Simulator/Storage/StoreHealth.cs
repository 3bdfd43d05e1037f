namespace KantanSim.Storage;

/// <summary>
/// Whether the store can read and save at the moment. Damage counts before a failed commit, and that before a failed checkpoint.
/// </summary>
internal sealed class StoreHealth
{
    readonly Lock sync = new();
    string? damage;
    string? commitFailure;
    string? checkpointFailure;

    /// <summary>What is wrong, in English; null when the store is healthy.</summary>
    public string? Reason
    {
        get
        {
            if (damage is { } lost)
                return $"{lost}. Intact data can be read; nothing can be changed. Stop KantanSim and restore a copy of the data folder, "
                    + "or save the readable data with `export FILE` and import it into an empty folder.";
            if (commitFailure is { } reason)
                return $"Changes cannot be saved ({reason}). Nothing was changed; saving continues as soon as it is possible.";
            if (checkpointFailure is { } cause)
                return $"{DatabaseFiles.DataName} cannot be read or written ({cause}). "
                    + $"No acknowledged change is lost: it is in {DatabaseFiles.LogName}, which grows until there is free space.";
            return null;
        }
    }

    /// <summary>The same in Japanese.</summary>
    public string? ReasonJa
    {
        get
        {
            if (damage is { } lost)
                return $"データファイルが壊れています（{lost}）。無事なデータは読めますが、変更はできません。"
                    + "KantanSimを停止してデータフォルダーのコピーを戻すか、"
                    + "`export FILE` で読めるデータを書き出し、空のフォルダーに `import FILE` で取り込んでください。";
            if (commitFailure is { } reason)
                return $"変更を保存できません（{reason}）。何も変更されていません。保存できるようになると自動的に再開します。";
            if (checkpointFailure is { } cause)
                return $"{DatabaseFiles.DataName} を読み書きできません（{cause}）。"
                    + $"保存済みのデータは {DatabaseFiles.LogName} にあり、失われていません。"
                    + "空き容量ができるまでこのファイルが大きくなります。";
            return null;
        }
    }

    /// <summary>Whether damage was found. Then nothing is written any more, so that the damage does not grow.</summary>
    public bool IsDamaged => damage is not null;

    /// <summary>Called with the reason when the store becomes unhealthy, and with null when it is healthy again.</summary>
    public Action<string?>? Changed { get; set; }

    /// <summary>Reports damage. The first one is kept until the process ends.</summary>
    public void ReportDamage(string what) => Set(ref damage, damage ?? what);

    /// <param name="reason">Why a commit failed; null when one succeeded.</param>
    public void ReportCommit(Exception? reason) => Set(ref commitFailure, reason?.Message.TrimEnd('.'));

    /// <param name="reason">Why a checkpoint or a read failed; null when a checkpoint succeeded.</param>
    public void ReportCheckpoint(Exception? reason) => Set(ref checkpointFailure, reason?.Message.TrimEnd('.'));

    void Set(ref string? state, string? next)
    {
        if (next is null && state is null) return;
        string? before;
        lock (sync)
        {
            before = Reason;
            state = next;
        }
        var after = Reason;
        if ((after is null) != (before is null)) Changed?.Invoke(after);
    }
}
