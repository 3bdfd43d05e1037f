using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Scheduling;
using KantanSim.Snapshots;

namespace KantanSim.Operations;

/// <summary>Takes, restores and deletes snapshots for an operator, from the API or from a page.</summary>
internal sealed class SnapshotService(
    SnapshotRepository snapshots, SnapshotContents contents, ShopRepository shops, Scheduler scheduler, ShopClocks clocks,
    RealTime realTime)
    : IDisposable
{
    // One at a time: a snapshot is checked by name and then written.
    readonly SemaphoreSlim gate = new(1);

    public void Dispose() => gate.Dispose();

    /// <summary>By name.</summary>
    /// <exception cref="ProblemException">503: the folder cannot be read.</exception>
    public IReadOnlyList<SnapshotEntry> List() => Access(snapshots.List);

    /// <exception cref="ProblemException">404: there is no such snapshot. 503: the folder cannot be read.</exception>
    public SnapshotEntry Find(string name) => Access(() => snapshots.Find(name)) ?? throw ProblemException.NotFound("snapshot", name);

    /// <summary>Takes a snapshot when all due jobs have run.</summary>
    /// <exception cref="ProblemException">
    /// 400: the body is invalid. 404: there is no such shop. 409: the name is used, or a limit is reached. 503: it cannot be written.
    /// </exception>
    public async Task<SnapshotEntry> Take(JsonBodyReader body, CancellationToken cancel)
    {
        var name = body.Text("name", required: true);
        var shopId = body.Text("shopId");
        var replace = body.Flag("replace") ?? false;
        if (name is not null && !SnapshotRepository.IsName(name))
            body.AddError("name", name, "1 to 64 letters, digits, -, _ and ., which is not the first",
                "64文字以内の半角英数字、-、_、.（先頭の . は不可）");
        body.ThrowIfInvalid();
        if (shopId is not null && shops.Find(shopId) is null) throw ProblemException.NotFound("shop", shopId);
        // Before the turn among snapshots, so that an advance of one shop does not delay the snapshots of others.
        using var held = await scheduler.HoldClock(shopId, cancel);
        await scheduler.RunUntilIdle(shopId, cancel);
        return await Exclusively(
            () => Take(name!, shopId, replace),
            fault => ($"Snapshot \"{name}\" cannot be taken: {fault.En}.", $"スナップショット「{name}」を取得できません：{fault.Ja}。"),
            cancel);
    }

    /// <summary>Puts everything of the snapshot's shop, or all, into the state of the snapshot.</summary>
    /// <exception cref="ProblemException">404: there is no such snapshot. 409: it is damaged, or too much would be replaced.</exception>
    public async Task<SnapshotEntry> Restore(string name, CancellationToken cancel)
    {
        var shopId = Find(name).Header?.ShopId;
        using var held = await scheduler.HoldClock(shopId, cancel);
        var restored = await Exclusively(
            () => Restore(name),
            fault => ($"Snapshot \"{name}\" cannot be restored: {fault.En}. Nothing was changed.",
                $"スナップショット「{name}」を復元できません：{fault.Ja}。何も変更していません。"),
            cancel);
        scheduler.ForgetLastAdvance(shopId);
        return restored;
    }

    /// <exception cref="ProblemException">404: there is no such snapshot. 503: it cannot be deleted.</exception>
    public Task Delete(string name) => Exclusively(() =>
    {
        var entry = Find(name);
        Access(() => snapshots.Delete(entry));
        return Task.FromResult(entry);
    }, fault => (fault.En, fault.Ja), CancellationToken.None);

    /// <summary>Deletes all snapshots of a shop. Those of everything stay.</summary>
    /// <returns>The number of deleted snapshots.</returns>
    public Task<int> DeleteOf(string shopId) => Exclusively(() =>
    {
        var found = List().Where(entry => entry.Header?.ShopId == shopId).ToList();
        foreach (var entry in found) Access(() => snapshots.Delete(entry));
        return Task.FromResult(found.Count);
    }, fault => (fault.En, fault.Ja), CancellationToken.None);

    async Task<SnapshotEntry> Take(string name, string? shopId, bool replace)
    {
        var existing = Access(() => snapshots.Find(name));
        if (existing is not null && !replace)
            throw new SnapshotException(
                "the name is used; \"replace\":true replaces it",
                "同じ名前のスナップショットがあります。置き換えるには \"replace\":true を指定してください");
        if (existing is null) Access(snapshots.ThrowIfFull);
        var rows = await contents.Read(shopId);
        // A snapshot that is replaced keeps its spelling, because some file systems ignore case.
        var header = SnapshotHeader.Of(rows.Payments, existing?.Name ?? name, shopId, realTime.Now, clocks.Now(shopId));
        return Access(() => snapshots.Save(header, contents.Lines(rows)));
    }

    async Task<SnapshotEntry> Restore(string name)
    {
        var entry = Find(name);
        var (header, rows) = Access(() => snapshots.Read(entry));
        using var paused = scheduler.PauseJobs(header.ShopId);
        await contents.Replace(header, rows);
        return entry;
    }

    async Task<T> Exclusively<T>(Func<Task<T>> action, Func<SnapshotException, (string En, string Ja)> describe, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return await action();
        }
        catch (SnapshotException fault)
        {
            var (en, ja) = describe(fault);
            throw ProblemException.Conflict(en, ja: ja);
        }
        finally
        {
            gate.Release();
        }
    }

    static T Access<T>(Func<T> access)
    {
        try { return access(); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(Problem.Of(
                503, ProblemTitles.NotSaved,
                ($"The folder of the snapshots cannot be read or written: {fault.Message}",
                    $"スナップショットのフォルダーを読み書きできません：{fault.Message}")));
        }
    }

    static void Access(Action access) => Access(() =>
    {
        access();
        return true;
    });
}
