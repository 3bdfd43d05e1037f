using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>Reads what the rules judge by: of payments what is on disk, of shops the last calls.</summary>
internal sealed class HistoryReader(
    Ledger ledger, LedgerCollections collections, DecisionContextFactory contexts, ShopRepository shops, ShopClocks clocks,
    ExchangeLog exchanges, AdviceRepository repository, string publicUrl)
{
    /// <returns>Null when nothing was observed of the payment: it is older than the advice.</returns>
    public History? Of(Transaction payment)
    {
        var observations = collections.Observations.Read(payment.Number);
        if (observations.Count == 0 && !payment.IsPlayed) return null;
        return new()
        {
            Shop = WithDeclaration(contexts.ShopOf(payment)),
            Now = clocks.Now(payment.ShopId),
            Payment = payment,
            Timeline = ledger.Timeline(payment),
            Notifications = [.. ledger.NotificationsOf(payment)],
            Observations = ReturnsToKantanSim(payment) ? [] : observations,
            FindByOrder = orderId => ledger.FindByOrder(payment.ShopId, orderId),
            PublicUrl = publicUrl,
        };
    }

    /// <summary>The number of the oldest call that is kept with its shop. <see cref="OfShop"/> sees this one and all later ones.</summary>
    public long OldestKept => exchanges.All() is [.., var oldest] ? oldest.Number : long.MaxValue;

    /// <summary>The last calls of a shop that belong to no payment.</summary>
    public History OfShop(string shopId)
    {
        List<Observation> observations =
            [.. exchanges.All().Where(exchange => exchange.ShopId == shopId && !exchange.IsPlayed).Reverse()];
        return new()
        {
            Shop = shops.Find(shopId) ?? WithDeclaration(new() { ShopId = shopId, ShopPass = "" }),
            Now = clocks.Now(shopId),
            Observations = observations.FindAll(observation => observation.AccessId is null),
            CallsOfShop = observations.FindAll(observation => observation.Kind == ObservedKind.Call),
            PublicUrl = publicUrl,
        };
    }

    // Nothing is observed of a played payment but browsers' returns.
    static bool ReturnsToKantanSim(Transaction payment) =>
        payment is { IsPlayed: true, Request.ReturnUrl: var url } && url.EndsWith(PaymentRequest.PlayedReturn, StringComparison.Ordinal);

    // A deleted shop is judged as before.
    Shop WithDeclaration(Shop shop) => repository.DeclarationOf(shop.ShopId) is { } declared
        ? shop with { Advice = declared.Off, ResultFrom = declared.ResultFrom }
        : shop;
}
