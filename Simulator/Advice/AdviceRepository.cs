using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>The stored findings, those about payments by the number of the transaction.</summary>
internal sealed class AdviceRepository
{
    readonly Store store;
    readonly ShopRepository shops;
    readonly ChangeFeed changes;
    readonly Table<long, PaymentAdvice> payments;
    readonly Table<string, ShopAdvice> ofShops;
    readonly Table<string, ShopDeclaration> ofDeletedShops;

    public AdviceRepository(Store store, Ledger ledger, ShopRepository shops, ChangeFeed changes)
    {
        (this.store, this.shops, this.changes) = (store, shops, changes);
        payments = store.Table<PaymentAdvice>("advice", AdviceJson.Default);
        ofShops = store.NamedTable<ShopAdvice>("shop_advice", AdviceJson.Default);
        ofDeletedShops = store.NamedTable<ShopDeclaration>("deleted_shop_advice", AdviceJson.Default);
        ledger.Purging += (work, transaction) => work.Delete(payments, transaction.Number);
    }

    /// <summary>
    /// Raised with the number of a transaction when its findings have changed on disk, on the store's writer thread. It must not throw.
    /// </summary>
    public event Action<long>? Saved;

    /// <summary>All that a reset of all shops clears.</summary>
    public StoreCollection[] Collections => [payments, ofShops, ofDeletedShops];

    public PaymentAdvice? Find(long number) => payments.Find(number);

    /// <summary>The findings about calls that belong to no payment, by ShopID.</summary>
    public IEnumerable<ShopAdvice> OfShops() => ofShops.All().OrderBy(row => row.ShopId, StringComparer.Ordinal);

    public ShopAdvice? OfShop(string shopId) => ofShops.Find(shopId);

    /// <summary>Rows with numbers below <paramref name="number"/>, highest first.</summary>
    public List<PaymentAdvice> Below(long number, int limit) => payments.Below(number, limit);

    /// <summary>Rows with numbers from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), lowest first.</summary>
    public List<PaymentAdvice> Between(long from, long to) => payments.Between(from, to);

    /// <summary>Puts a row in place of the earlier one; deletes it when there is nothing to store.</summary>
    public void Put(UnitOfWork work, PaymentAdvice row, Change change)
    {
        if (row.Findings.IsEmpty && row.JudgeAt is null) work.Delete(payments, row.Number);
        else work.Put(payments, row.Number, row);
        work.WhenSaved(() =>
        {
            Saved?.Invoke(row.Number);
            changes.Publish(change);
        });
    }

    public void Put(UnitOfWork work, ShopAdvice row, DateTimeOffset at)
    {
        work.Put(ofShops, row.ShopId, row);
        work.WhenSaved(() => changes.Publish(new("advised", "", row.ShopId, "", "", at)));
    }

    /// <summary>Deletes the findings about a shop's calls that belong to no payment, and what a deleted shop had declared.</summary>
    public Task PurgeShop(string shopId) => store.Write(work =>
    {
        work.Delete(ofShops, shopId);
        work.Delete(ofDeletedShops, shopId);
    });

    /// <summary>Keeps what a shop has declared when it is deleted.</summary>
    public void KeepDeclaration(UnitOfWork work, Shop deleted) =>
        work.Put(ofDeletedShops, deleted.ShopId, ShopDeclaration.Of(deleted));

    /// <summary>What a shop declares, or a deleted shop had declared; null for one that never existed.</summary>
    public ShopDeclaration? DeclarationOf(string shopId) =>
        shops.Find(shopId) is { } shop ? ShopDeclaration.Of(shop) : ofDeletedShops.Find(shopId);

    /// <summary>The findings of a payment that count.</summary>
    public IEnumerable<Finding> CountedOf(Transaction payment) =>
        (Find(payment.Number)?.Findings ?? []).Where(finding => Counts(payment.ShopId, finding));

    /// <summary>Whether a finding counts: the shop has not switched its rule off.</summary>
    public bool Counts(string shopId, Finding finding) => Counts(shopId, finding.Rule);

    /// <inheritdoc cref="Counts(string, Finding)"/>
    public bool Counts(string shopId, string rule) => DeclarationOf(shopId)?.Off.ContainsKey(rule) != true;
}
