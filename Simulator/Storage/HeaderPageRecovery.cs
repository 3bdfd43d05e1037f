using System.Buffers.Binary;

namespace KantanSim.Storage;

/// <summary>
/// LiteDB reads page 0 of its data file before it reads its log. When a crash in a checkpoint has left that page half written, the log has it whole.
/// </summary>
internal static class HeaderPageRecovery
{
    /// <summary>Where a page of LiteDB has its number and its transaction, each 4 bytes.</summary>
    const int NumberAt = 0;
    const int TransactionAt = 14;

    /// <summary>Writes page 0 from the log where the data file's own is damaged, and the log has one that was committed.</summary>
    public static void Restore(PageDevice data, PageFileHeader header, PageDevice log, LogScan scan)
    {
        var block = new byte[PageFile.BlockBytes];
        if (PageFile.ReadBlock(data, block, 0, header.Epoch) || Last(log, scan) is not { } page) return;
        PageFile.WriteBlock(data, page, 0, header.Epoch);
        data.Sync();
    }

    static byte[]? Last(PageDevice log, LogScan scan)
    {
        var block = new byte[PageFile.BlockBytes];
        Dictionary<uint, byte[]> open = [];
        byte[]? last = null;
        for (var index = 0L; index < scan.Pages; index++)
        {
            PageFile.ReadBlock(log, block, index, scan.Header.Epoch);
            var transaction = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(TransactionAt));
            if (BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(NumberAt)) == 0) open[transaction] = block[..PageFile.PageBytes];
            if (block[LogScan.ConfirmedAt] == 1 && open.Remove(transaction, out var confirmed)) last = confirmed;
        }
        if (last is null) return null;
        // As a checkpoint writes it: of no transaction.
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(TransactionAt), uint.MaxValue);
        last[LogScan.ConfirmedAt] = 0;
        return last;
    }
}
