namespace KantanSim.Storage;

/// <summary>The state of a log at the start, found before LiteDB reads it.</summary>
/// <param name="ValidPages">The number of valid pages at its beginning.</param>
/// <param name="TornPages">The number of pages behind them, which a crash left incomplete. Their changes were never acknowledged.</param>
internal sealed record LogScan(PageFileHeader Header, long ValidPages, long TornPages)
{
    /// <summary>The offset in a LiteDB page of the byte that is 1 when the page confirms its transaction.</summary>
    public const int ConfirmedAt = 18;

    /// <exception cref="IOException">The log is damaged before its end.</exception>
    public static LogScan Of(PageDevice device)
    {
        if (PageFileHeader.Read(device) is not { } header)
            throw Damage(device, device.Length == 0 ? "is empty" : "has no valid header", 0);
        var pages = (Math.Max(0, device.Length - PageFile.HeaderBytes) + PageFile.BlockBytes - 1) / PageFile.BlockBytes;
        var (firstInvalid, confirmationsBehind) = Scan(device, pages, header.Epoch);
        if (firstInvalid < header.SyncedPages)
        {
            var how = firstInvalid == pages ? $"was cut after page {firstInvalid}" : $"is damaged at page {firstInvalid}";
            throw Damage(device, how, header.SyncedPages - firstInvalid);
        }
        // Commits are synced one by one, so only the last one can be torn, perhaps with its confirming page written first. A second
        // confirmation behind the invalid page means that a synced commit is damaged.
        if (confirmationsBehind > 1) throw Damage(device, $"is damaged at page {firstInvalid}", pages - firstInvalid);
        return new(header, firstInvalid, pages - firstInvalid);
    }

    static (long FirstInvalid, long ConfirmationsBehind) Scan(PageDevice device, long pages, long epoch)
    {
        var firstInvalid = pages;
        var confirmationsBehind = 0L;
        var block = new byte[PageFile.BlockBytes];
        for (var index = 0L; index < pages; index++)
        {
            var isValid = PageBlock.Read(device, block, index, epoch);
            if (!isValid && firstInvalid == pages) firstInvalid = index;
            else if (isValid && firstInvalid < pages && block[ConfirmedAt] == 1) confirmationsBehind++;
        }
        return (firstInvalid, confirmationsBehind);
    }

    static IOException Damage(PageDevice device, string how, long pages) => new(
        $"{device.Name} {how}: the changes in {(pages == 0 ? "it" : $"its last {pages} pages")} cannot be read. Nothing was changed. "
        + $"Restore a copy of the folder, or delete {device.Name} to continue without the changes that are not yet in "
        + DatabaseFiles.DataName);
}
