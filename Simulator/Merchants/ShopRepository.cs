using System.Security.Cryptography;
using System.Text;
using KantanSim.Clocks;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>
/// The stored shops, from the settings and the control API. A shop whose time has ended is found no more, although its row stays until all
/// of its data is deleted (<see cref="Ended"/>).
/// </summary>
internal sealed partial class ShopRepository(Store store, RealTime time)
{
    readonly Table<string, Shop> rows = store.NamedTable<Shop>("shops", ProtocolJson.Default);

    int version;

    /// <summary>Grows with each change, to invalidate caches.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>Raised on the store's writer thread when a change is saved. It must not throw.</summary>
    public event Action? Changed;

    public IEnumerable<Shop> All() => Stored().Where(shop => !IsOver(shop));

    /// <summary>All shops, including those that have ended and are not deleted yet.</summary>
    public IEnumerable<Shop> Stored() => rows.All().OrderBy(shop => shop.ShopId, StringComparer.Ordinal);

    public Shop? Find(string shopId) => Alive(rows.Find(shopId));

    /// <summary>The shop as a unit of work sees it.</summary>
    public Shop? Find(UnitOfWork writing, string shopId) => Alive(writing.Find(rows, shopId));

    /// <summary>Whether the shop has ended and is not deleted yet.</summary>
    public bool HasEnded(string shopId) => rows.Find(shopId) is { } shop && IsOver(shop);

    /// <summary>The ShopIDs of the shops that have ended and are not deleted yet.</summary>
    public List<string> Ended() => [.. Stored().Where(IsOver).Select(shop => shop.ShopId)];

    /// <summary>The earliest end of a shop, in real time, past if the shop is not deleted yet; null when no shop has an end.</summary>
    public DateTimeOffset? NextEnd => rows.All().Min(shop => shop.ExpiresAt);

    /// <summary>The display name of a transaction's shop: its name, or its ShopID.</summary>
    public string NameOf(Transaction transaction) =>
        Find(transaction.ShopId) is { Name.Length: > 0 } shop ? shop.Name : transaction.ShopId;

    /// <summary>Adds a shop unless there is one with its ShopID, even one that has ended.</summary>
    /// <param name="also">What is written together with the shop.</param>
    public Task<bool> Add(Shop shop, Action<UnitOfWork>? also = null) => store.Write(writing =>
    {
        if (writing.Find(rows, shop.ShopId) is not null) return false;
        also?.Invoke(writing);
        Put(writing, shop);
        return true;
    });

    /// <summary>Replaces a shop by a function of its stored state, atomically. A function that throws saves nothing.</summary>
    /// <returns>The shop afterwards; null when there is none with this ShopID.</returns>
    public Task<Shop?> Update(string shopId, Func<Shop, Shop> change) => Update(shopId, (before, _) => change(before));

    /// <inheritdoc cref="Update(string, Func{Shop, Shop})"/>
    /// <param name="change">May write more, together with the shop.</param>
    public Task<Shop?> Update(string shopId, Func<Shop, UnitOfWork, Shop> change) => store.Write(writing =>
    {
        if (Find(writing, shopId) is not { } before) return null;
        var after = change(before, writing);
        if (!ReferenceEquals(before, after)) Put(writing, after);
        return after;
    });

    /// <summary>The given ShopID, whether or not the shop exists; all ShopIDs when it is null or empty.</summary>
    public IEnumerable<string> IdsOrAll(string? shopId) =>
        string.IsNullOrEmpty(shopId) ? All().Select(shop => shop.ShopId) : [shopId];

    /// <summary>Deletes a shop and keeps its payments.</summary>
    /// <param name="deleteMore">Deletes what belongs to the shop, in the same write.</param>
    /// <returns>False when there is none with this ShopID.</returns>
    public Task<bool> Delete(string shopId, Action<UnitOfWork> deleteMore) => store.Write(writing =>
    {
        if (Find(writing, shopId) is null) return false;
        writing.Delete(rows, shopId);
        deleteMore(writing);
        return true;
    });

    /// <summary>
    /// Ends a shop for good, so that it stays ended when the machine's clock is set back. What was written for it before is on disk when
    /// the task completes.
    /// </summary>
    /// <returns>False when there is no shop with this ShopID that has ended, because its time was prolonged, for example.</returns>
    public Task<bool> ConfirmEnd(string shopId) => store.Write(writing =>
    {
        if (writing.Find(rows, shopId) is not { } shop || !IsOver(shop)) return false;
        Put(writing, shop with { ExpiresAt = DateTimeOffset.MinValue });
        return true;
    });

    /// <summary>Deletes the row of a shop that has ended. The last step: a stop before it repeats the deletion at the next start.</summary>
    public Task DeleteEnded(string shopId) => store.Write(writing =>
    {
        if (writing.Find(rows, shopId) is { } shop && IsOver(shop)) writing.Delete(rows, shopId);
    });

    Shop? Alive(Shop? shop) => shop is null || IsOver(shop) ? null : shop;

    bool IsOver(Shop shop) => shop.ExpiresAt is { } end && end <= time.Now;

    void Put(UnitOfWork writing, Shop shop)
    {
        writing.Put(rows, shop.ShopId, shop);
        writing.WhenSaved(() =>
        {
            Interlocked.Increment(ref version);
            Changed?.Invoke();
        });
    }

    /// <summary>The shop with this ShopID and ShopPass, or null.</summary>
    public Shop? Authenticate(string shopId, string shopPass)
    {
        if (Find(shopId) is not { } shop) return null;
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shop.ShopPass), Encoding.UTF8.GetBytes(shopPass));
        return isRight ? shop : null;
    }

    /// <summary>The invalid fields of a shop and what is allowed; empty when it is valid.</summary>
    public static IEnumerable<(string Field, string Value, string Allowed)> Faults(Shop shop)
    {
        if (!IsAlphanumeric(shop.ShopId, 13)) yield return ("ShopId", shop.ShopId, "1 to 13 letters and digits");
        if (!IsAlphanumeric(shop.ShopPass, 10)) yield return ("ShopPass", shop.ShopPass, "1 to 10 letters and digits");
        if (shop.NotifyUrl.Length > 0 && !IsHttp(shop.NotifyUrl))
            yield return ("NotifyUrl", UrlPassword.Mask(shop.NotifyUrl), "an absolute http or https URL, or nothing");
        foreach (var (name, value, allowed) in ProtocolOptionCatalog.Validate(shop.Protocol, ofShop: true))
            yield return ($"Protocol:{name}", value, allowed);
    }

    static bool IsAlphanumeric(string? text, int maxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && text.All(char.IsAsciiLetterOrDigit);

    static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
