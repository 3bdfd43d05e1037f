using System.Buffers.Binary;

namespace KantanSim.Storage;

/// <summary>
/// Restores page 0 of the data file from the log. LiteDB reads that page before it reads its log, but a crash during a checkpoint may have
/// torn it; the log still has a complete copy then.
/// </summary>
internal static class HeaderPageRecovery
{
    /// <summary>The offsets of the page number and of the transaction number in a LiteDB page, 4 bytes each.</summary>
    const int NumberAt = 0;
    const int TransactionAt = 14;

    /// <summary>Overwrites page 0 if it is damaged and the log has a committed copy.</summary>
    public static void Restore(PageDevice data, PageFileHeader header, PageDevice log, LogScan scan)
    {
        var block = new byte[PageFile.BlockBytes];
        if (PageBlock.Read(data, block, 0, header.Epoch)) return;
        if (LastCommittedCopy(log, scan) is not { } page) return;
        PageBlock.Write(data, page, 0, header.Epoch);
        data.Sync();
    }

    static byte[]? LastCommittedCopy(PageDevice log, LogScan scan)
    {
        var block = new byte[PageFile.BlockBytes];
        Dictionary<uint, byte[]> uncommitted = [];
        byte[]? last = null;
        for (var index = 0L; index < scan.ValidPages; index++)
        {
            PageBlock.Read(log, block, index, scan.Header.Epoch);
            var transaction = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(TransactionAt));
            var number = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(NumberAt));
            if (number == 0) uncommitted[transaction] = block[..PageFile.PageBytes];
            if (block[LogScan.ConfirmedAt] == 1 && uncommitted.Remove(transaction, out var committed)) last = committed;
        }
        if (last is null) return null;
        // A checkpoint writes pages without a transaction, too.
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(TransactionAt), uint.MaxValue);
        last[LogScan.ConfirmedAt] = 0;
        return last;
    }
}
