namespace KantanSim.Storage;

/// <summary>When rows move from the journal to their collections, although nobody has paused.</summary>
/// <param name="SettleRows">So many rows have gathered.</param>
/// <param name="LongJournal">A journal file of so many bytes is given up for the other, and emptied once all of it is settled.</param>
internal sealed record StoreLimits(int SettleRows = 8_192, long LongJournal = 8 << 20)
{
    /// <summary>So many rows wait at most while others are moved: beyond that the writer waits, too.</summary>
    public int MostRows => 8 * SettleRows;
}
