using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>
/// Reads calls and notifications that were not read yet. Each call has a number, and each notification its attempts, so that nothing is
/// read twice, and what is missing is noticed.
/// </summary>
internal sealed class TailReader(ControlApiClient api)
{
    const int NotificationLimit = 500;

    const string Gone =
        "Calls may be missing: the server keeps the last ones only, and has dropped or deleted some that were not read yet.";

    readonly Dictionary<string, int> attemptsRead = new(StringComparer.Ordinal);
    long lastCall;
    bool hasRead;

    /// <summary>Everything that is new. The first time that is all that the server has kept.</summary>
    /// <returns>By simulated time; with a sentence about what may be missing, or null.</returns>
    public async Task<(IReadOnlyList<TailRow> Rows, string? Missing)> ReadAll(CancellationToken cancel)
    {
        var isFirst = !hasRead;
        var (calls, missing) = await ReadCalls(cancel);
        var page = await api.List($"/notifications?limit={NotificationLimit}", ControlJson.Default.ListingNotificationView, cancel);
        if (!isFirst && page.Cursor is not null)
            missing ??= $"Only {NotificationLimit} notifications of the newest payments were looked through: earlier ones may be missing.";
        hasRead = true;
        return ([.. calls.Concat(Take(page.Items)).OrderBy(row => row.At)], missing);
    }

    /// <summary>The new calls, oldest first.</summary>
    public async Task<(IReadOnlyList<TailRow> Rows, string? Missing)> ReadCalls(CancellationToken cancel)
    {
        List<CallView> found = [];
        var isComplete = lastCall == 0;
        string? cursor = null;
        do
        {
            var path = QueryText.Of("/calls", ("limit", "50"), ("cursor", cursor));
            var page = await api.List(path, ControlJson.Default.ListingCallView, cancel);
            // The numbers begin anew with a new data folder.
            if (cursor is null && page.Items is [var newest, ..] && newest.Id < lastCall) lastCall = 0;
            found.AddRange(page.Items.Where(call => call.Id > lastCall));
            isComplete |= page.Items.Any(call => call.Id <= lastCall);
            cursor = isComplete && lastCall > 0 ? null : page.Cursor;
        }
        while (cursor is not null);
        return (Take(found), isComplete || found.Count == 0 || found[^1].Id == lastCall + 1 ? null : Gone);
    }

    /// <summary>The new attempts to deliver a payment's notifications.</summary>
    public async Task<IReadOnlyList<TailRow>> ReadNotifications(string accessId, CancellationToken cancel)
    {
        var path = QueryText.Of("/notifications", ("accessId", accessId));
        try
        {
            return Take((await api.List(path, ControlJson.Default.ListingNotificationView, cancel)).Items);
        }
        // The payment was deleted meanwhile, by a reset or with its shop.
        catch (CommandException fault) when (fault.ExitCode == ExitCodes.WrongUse)
        {
            return [];
        }
    }

    List<TailRow> Take(List<CallView> newestFirst)
    {
        if (newestFirst is [var newest, ..]) lastCall = newest.Id;
        return [.. newestFirst.AsEnumerable().Reverse().Select(TailRow.Of)];
    }

    List<TailRow> Take(IReadOnlyList<NotificationView> notifications)
    {
        List<TailRow> rows = [];
        foreach (var notification in notifications)
        {
            for (var number = attemptsRead.GetValueOrDefault(notification.Id) + 1; number <= notification.Attempts.Count; number++)
                rows.Add(TailRow.Of(notification, number));
            attemptsRead[notification.Id] = notification.Attempts.Count;
        }
        return rows;
    }
}
