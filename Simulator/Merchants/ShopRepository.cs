using System.Security.Cryptography;
using System.Text;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>The stored shops, from the settings and the control API.</summary>
internal sealed class ShopRepository(Store store) : IShopRows
{
    readonly Table<string, Shop> rows = store.NamedTable<Shop>("shops", ProtocolJson.Default);

    int version;

    /// <summary>Grows with each change, to invalidate caches.</summary>
    public int Version => Volatile.Read(ref version);

    public IEnumerable<Shop> All() => rows.All().OrderBy(shop => shop.ShopId, StringComparer.Ordinal);

    public Shop? Find(string shopId) => rows.Find(shopId);

    /// <summary>The display name of a transaction's shop: its name, or its ShopID.</summary>
    public string NameOf(Transaction transaction) =>
        Find(transaction.ShopId) is { Name.Length: > 0 } shop ? shop.Name : transaction.ShopId;

    /// <summary>Adds a shop or replaces the one with its ShopID.</summary>
    public Task Save(Shop shop) => store.Write(writing => Put(writing, shop));

    /// <summary>Adds a shop unless there is one with its ShopID.</summary>
    public Task<bool> Add(Shop shop) => store.Write(writing =>
    {
        if (writing.Find(rows, shop.ShopId) is not null) return false;
        Put(writing, shop);
        return true;
    });

    /// <summary>Replaces a shop by a function of its stored state, atomically. A function that throws saves nothing.</summary>
    /// <returns>The shop afterwards; null when there is none with this ShopID.</returns>
    public Task<Shop?> Update(string shopId, Func<Shop, Shop> change) => store.Write(writing =>
    {
        if (writing.Find(rows, shopId) is not { } before) return null;
        var after = change(before);
        if (!ReferenceEquals(before, after)) Put(writing, after);
        return after;
    });

    /// <summary>The given ShopID, whether or not the shop exists; all ShopIDs when it is null or empty.</summary>
    public IEnumerable<string> IdsOrAll(string? shopId) =>
        string.IsNullOrEmpty(shopId) ? All().Select(shop => shop.ShopId) : [shopId];

    /// <summary>Whether there is such a shop when the write is made.</summary>
    public bool Exists(UnitOfWork writing, string shopId) => writing.Find(rows, shopId) is not null;

    /// <param name="deleteMore">Deletes what belongs to the shop, in the same write.</param>
    public Task Delete(string shopId, Action<UnitOfWork> deleteMore) => store.Write(writing =>
    {
        writing.Delete(rows, shopId);
        deleteMore(writing);
    });

    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<Shop> found = [.. All().Where(shop => shopId is null || shop.ShopId == shopId)];
        return found.Select(shop => rows.Line(shop.ShopId, shop));
    }

    /// <summary>Adds the shops that do not exist any more. The others keep their settings.</summary>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var shops = rowSet.Take(rows).ConvertAll(row => row.Row);
        if (shopId is not null && !shops.Exists(shop => shop.ShopId == shopId)) throw new FormatException($"it lacks the shop {shopId}");
        return (writing, _) =>
        {
            foreach (var shop in shops.Where(shop => Find(shop.ShopId) is null)) Put(writing, shop);
        };
    }

    void Put(UnitOfWork writing, Shop shop)
    {
        writing.Put(rows, shop.ShopId, shop);
        writing.WhenSaved(() => Interlocked.Increment(ref version));
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
