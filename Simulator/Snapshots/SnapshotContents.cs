using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;

namespace KantanSim.Snapshots;

/// <summary>What a snapshot holds.</summary>
/// <param name="Payments">Its payments with their timelines, notifications and jobs.</param>
/// <param name="Others">The rows of the other parts.</param>
internal sealed record SnapshotRows(PaymentRows Payments, IReadOnlyList<IEnumerable<ExportLine>> Others);

/// <summary>
/// Reads all rows of a shop as one state, and replaces them in one commit. To add rows of another kind to snapshots, implement
/// <see cref="IShopRows"/> and add the part to the list in the composition root.
/// </summary>
internal sealed class SnapshotContents(
    Store store, LedgerCollections collections, JobSchedule schedule, PaymentReplacement payments, IReadOnlyList<IShopRows> parts,
    ChangeFeed changes, ShopClocks clocks, SnapshotLimits limits)
{
    /// <param name="shopId">Null: everything.</param>
    /// <exception cref="SnapshotException">The shop has too many payments.</exception>
    public async Task<SnapshotRows> Read(string? shopId)
    {
        var candidates = Find(shopId, limit => (
            $"it would hold more than {limit} payments, the limit of a snapshot: reset first",
            $"取引がスナップショットの上限 {limit} 件を超えています。先にリセットしてください"));
        return await store.WriteAlone(_ =>
            new SnapshotRows(payments.Read(shopId, candidates), [.. parts.Select(part => part.Read(shopId))]));
    }

    /// <summary>The rows as lines of an export.</summary>
    public IEnumerable<ExportLine> Lines(SnapshotRows rows) =>
        rows.Payments.Lines(collections, schedule).Concat(rows.Others.SelectMany(lines => lines));

    /// <summary>Replaces everything that a snapshot holds, in one commit.</summary>
    /// <exception cref="SnapshotException">The rows cannot be read, or too many payments would be deleted. Nothing was changed.</exception>
    public async Task Replace(SnapshotHeader header, RowSet rows)
    {
        var shopId = header.ShopId;
        var (restored, replacements) = Load(header, rows);
        var candidates = Find(shopId, limit => (
            $"more than {limit} payments would be deleted, the limit of a restore: reset first",
            $"復元で消去される取引が上限 {limit} 件を超えています。先にリセットしてください"));
        await store.WriteAlone(work =>
        {
            var offset = payments.Replace(work, shopId, candidates, restored);
            foreach (var replace in replacements) replace(work, offset);
            work.WhenSaved(() => changes.PublishToAll(new("restored", "", shopId ?? "", "", "", clocks.Now(shopId))));
        });
    }

    (PaymentRows Payments, List<RowReplacement> Others) Load(SnapshotHeader header, RowSet rows)
    {
        try
        {
            var read = PaymentRows.Read(rows, collections, schedule, header.ShopId);
            if ((read.Transactions.Count, read.Outbox.Count, read.Jobs.Count) != (header.Payments, header.Notifications, header.Jobs))
                throw new FormatException("it does not have as many rows as its header says");
            return (read, [.. parts.Select(part => part.Load(header.ShopId, rows))]);
        }
        catch (FormatException fault)
        {
            throw SnapshotFile.Unreadable(fault.Message, fault);
        }
    }

    PaymentReplacement.Candidates Find(string? shopId, Func<string, (string En, string Ja)> describe)
    {
        var candidates = payments.Find(shopId, limits.MaxPayments);
        if (candidates.Found.Count <= limits.MaxPayments) return candidates;
        var (en, ja) = describe(limits.MaxPayments.ToString("N0", CultureInfo.InvariantCulture));
        throw new SnapshotException(en, ja);
    }
}
