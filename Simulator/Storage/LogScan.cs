namespace KantanSim.Storage;

/// <summary>What a log holds at the opening, found before LiteDB reads it.</summary>
/// <param name="Pages">How many leading pages count.</param>
/// <param name="Cut">How many pages behind them a crash left half written. Nobody was answered about them.</param>
internal sealed record LogScan(PageFileHeader Header, long Pages, long Cut)
{
    /// <summary>Where a page of LiteDB says that it confirms its transaction.</summary>
    public const int ConfirmedAt = 18;

    /// <exception cref="IOException">The log is damaged before its end.</exception>
    public static LogScan Of(PageDevice device)
    {
        if (PageFileHeader.Read(device) is not { } header)
            throw Damage(device, device.Length == 0 ? "is empty" : "has lost its header", 0);
        var count = (Math.Max(0, device.Length - PageFile.HeaderBytes) + PageFile.BlockBytes - 1) / PageFile.BlockBytes;
        var (firstBad, confirmedBehind) = (count, 0L);
        var block = new byte[PageFile.BlockBytes];
        for (var index = 0L; index < count; index++)
        {
            var isGood = PageFile.ReadBlock(device, block, index, header.Epoch);
            if (!isGood && firstBad == count) firstBad = index;
            else if (isGood && firstBad < count && block[ConfirmedAt] == 1) confirmedBehind++;
        }
        if (firstBad < header.SyncedPages)
            throw Damage(device, firstBad == count ? $"was cut after page {firstBad}" : $"is damaged at page {firstBad}", header.SyncedPages - firstBad);
        // Commits are synced one by one. The last may be half written, its confirmation before its other pages; behind it there is no other.
        if (confirmedBehind > 1) throw Damage(device, $"is damaged at page {firstBad}", count - firstBad);
        return new(header, firstBad, count - firstBad);
    }

    static IOException Damage(PageDevice device, string how, long pages) => new(
        $"{device.Name} {how}: the changes in {(pages == 0 ? "it" : $"its last {pages} pages")} cannot be read. Nothing was changed. Put back a copy of the folder, "
        + $"or delete {device.Name} to go on without the changes that are not in {DatabaseFiles.DataName} yet");
}
