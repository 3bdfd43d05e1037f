using System.Globalization;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>
/// The timeline entries of a payment request between the servers: the gateway asks the wallet for a visit (step 3), the wallet answers with
/// the URL (step 4).
/// </summary>
internal static class WalletVisitTimeline
{
    public static IEnumerable<TimelineEntry> Entries(Transaction transaction, DateTimeOffset at)
    {
        yield return new()
        {
            Number = 3,
            From = Party.Gateway,
            To = Party.Wallet,
            What = "payment request",
            At = at,
            Request = new Dictionary<string, string>
            {
                ["shop"] = transaction.ShopId,
                ["order"] = transaction.OrderId,
                ["item"] = transaction.Request!.ItemName,
                ["total"] = transaction.Total.ToString(CultureInfo.InvariantCulture),
            },
        };
        yield return new()
        {
            Number = 4,
            From = Party.Wallet,
            To = Party.Gateway,
            What = "authentication URL issued",
            At = at,
            Answer = new Dictionary<string, string> { ["url"] = transaction.Visit!.Url },
        };
    }
}
