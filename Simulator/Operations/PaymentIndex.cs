using KantanSim.Advice;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The newest payments.</summary>
/// <param name="Newest">Newest first.</param>
/// <param name="Floor">Payments with a lower number are not among them; 0 when all payments are.</param>
internal sealed record IndexedPayments(IReadOnlyList<PaymentEntry> Newest, long Floor);

/// <summary>
/// An index in memory of the newest payments, by which lists are filtered, sorted and counted. It is read from the database at its
/// first use. After that, changes are only marked when they are saved, and the next reader reads the marked payments again: a mark that
/// comes while a payment is read is seen by the reader after.
/// </summary>
internal sealed class PaymentIndex
{
    /// <summary>The number of payments in the index, about 14 MB.</summary>
    public const int Capacity = 20_000;

    const int RowsReadAtOnce = 500;

    readonly PaymentEntryReader reader;
    readonly int capacity;
    readonly Lock marking = new();
    readonly Lock reading = new();
    readonly Dictionary<long, PaymentEntry> entries = [];
    HashSet<long> changed = [];
    // Whether changes are marked. If not, the next reader reads everything.
    bool isTracking;
    long floor;
    IndexedPayments? newest;

    public PaymentIndex(PaymentEntryReader reader, Ledger ledger, AdviceRepository advice, int capacity = Capacity)
    {
        (this.reader, this.capacity) = (reader, capacity);
        ledger.Saved += Mark;
        ledger.Purging += (work, transaction) => work.WhenSaved(() => Mark(transaction.Number));
        ledger.Cleared += Forget;
        advice.Saved += Mark;
    }

    /// <summary>The newest payments with all changes that were on disk before the call.</summary>
    public IndexedPayments Read()
    {
        lock (reading)
        {
            try { return Refresh(); }
            catch
            {
                // The marks were taken.
                Forget();
                throw;
            }
        }
    }

    void Mark(long number)
    {
        lock (marking)
        {
            if (!isTracking) return;
            changed.Add(number);
            // Nobody has read for a while: reading everything costs no more than reading so many payments again.
            if (changed.Count > capacity) (isTracking, changed) = (false, []);
        }
    }

    void Forget()
    {
        lock (marking) (isTracking, changed) = (false, []);
    }

    /// <returns>Null when everything has to be read.</returns>
    HashSet<long>? TakeChanges()
    {
        lock (marking)
        {
            var taken = isTracking ? changed : null;
            (isTracking, changed) = (true, []);
            return taken;
        }
    }

    IndexedPayments Refresh()
    {
        var numbers = TakeChanges();
        if (numbers is { Count: 0 } && newest is not null) return newest;
        if (numbers is null) Clear();
        else foreach (var number in numbers.Where(number => number >= floor)) Update(number);
        Fill();
        return newest = Trim();
    }

    void Clear()
    {
        entries.Clear();
        floor = long.MaxValue;
    }

    void Update(long number)
    {
        if (reader.Find(number) is { } entry) entries[number] = entry;
        else entries.Remove(number);
    }

    // At the first use, and after payments were deleted.
    void Fill()
    {
        while (floor > 0 && entries.Count < capacity)
        {
            // One more than there is room for tells whether there are older ones.
            var limit = Math.Min(RowsReadAtOnce, capacity - entries.Count + 1);
            var older = reader.Below(floor, limit);
            foreach (var entry in older) entries[entry.Number] = entry;
            floor = older.Count < limit ? 0 : older[^1].Number;
        }
    }

    IndexedPayments Trim()
    {
        List<PaymentEntry> sorted = [.. entries.Values.OrderByDescending(entry => entry.Number)];
        foreach (var entry in sorted.Skip(capacity)) entries.Remove(entry.Number);
        if (sorted.Count <= capacity) return new(sorted, floor);
        floor = sorted[capacity - 1].Number;
        return new(sorted[..capacity], floor);
    }
}
