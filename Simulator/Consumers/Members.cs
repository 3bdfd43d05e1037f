using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Consumers;

/// <summary>
/// The wallet's members: a set that shops share, and a set for each shop that has members of its own. A new set has four members. Rows of
/// a shop's own set have keys such as <c>tshop00000002/taro</c>.
/// </summary>
internal sealed class Members(Store store, ShopRepository shops) : IShopRows
{
    public const string DefaultId = "taro";

    static readonly Member[] InitialMembers =
    [
        new()
        {
            Id = DefaultId, Email = "taro@example.com", Name = "かんたん 太郎", Points = 500,
            Cards = [new("visa", "VISA **** 1111"), new("master", "Mastercard **** 4444")],
            Coupons =
            [
                new("WALLET100", "100 yen off (wallet's coupon)", "100円引き（ウォレット負担）", 100, CouponFunding.Wallet),
                new("SHOP200", "200 yen off (shop's coupon)", "200円引き（ショップ負担）", 200, CouponFunding.Shop),
            ],
            HintEn = "500 points, two cards, two coupons", HintJa = "500ポイント・カード2枚・クーポン2枚",
        },
        new()
        {
            Id = "hanako", Email = "hanako@example.com", Name = "ポイント 花子", Points = 10_000_000,
            Cards = [new("visa", "VISA **** 2222")],
            HintEn = "enough points to pay everything", HintJa = "全額をポイントで払えます",
        },
        new()
        {
            Id = "jiro", Email = "jiro@example.com", Name = "現金 次郎", Points = 0,
            Cards = [new("jcb", "JCB **** 3333")],
            HintEn = "no points at all", HintJa = "ポイントなし",
        },
        new()
        {
            Id = "sakura", Email = "sakura@example.com", Name = "限度 さくら", Points = 300,
            Cards = [new("declined", "VISA **** 0002 (declined)", Declines: true)],
            HintEn = "her card is always declined", HintJa = "カードは必ず拒否されます",
        },
    ];

    readonly Table<string, Member> rows = store.NamedTable<Member>("members", WalletJson.Default);
    int passwordVersion;

    /// <summary>Increases with each change of a password, in any set.</summary>
    public int PasswordVersion => Volatile.Read(ref passwordVersion);

    /// <summary>The passwords of all sets.</summary>
    public IEnumerable<string> Passwords() => rows.All().Select(member => member.Password);

    public MemberSet Shared => new(this, rows, store, null);

    /// <summary>The set that a shop uses. For a deleted shop its own set, while it has members; otherwise the shared one.</summary>
    public MemberSet Of(string shopId) => Of(shopId, shops.Find(shopId), rows.Entries());

    /// <inheritdoc cref="Of(string)"/>
    public MemberSet Of(UnitOfWork work, string shopId) => Of(shopId, shops.Find(work, shopId), work.Entries(rows));

    /// <summary>Whether a set belongs to a shop that exists, so that it can be changed.</summary>
    public bool IsInUse(UnitOfWork work, MemberSet set) =>
        set.ShopId is null || shops.Find(work, set.ShopId) is { Members: ShopMembers.Own };

    /// <summary>Adds the initial members to the shared set when it is empty.</summary>
    public Task SeedIfEmpty() => Shared.All().Any() ? Task.CompletedTask : store.Write(work => AddInitialMembers(work, Shared));

    /// <summary>Gives a shop that is added its members: what an earlier shop with the same ShopID has left is deleted.</summary>
    public void Begin(UnitOfWork work, Shop shop)
    {
        DeleteOwn(work, shopId => shopId == shop.ShopId);
        if (shop.Members == ShopMembers.Own) AddInitialMembers(work, OwnOf(shop.ShopId));
    }

    /// <summary>Adds the initial members to a shop's own set when it is empty.</summary>
    public void SeedIfEmpty(UnitOfWork work, Shop shop)
    {
        if (shop.Members == ShopMembers.Own && !HasOwn(shop.ShopId, work.Entries(rows))) AddInitialMembers(work, OwnOf(shop.ShopId));
    }

    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<KeyValuePair<string, Member>> found = [.. rows.Entries().Where(row => IsOf(shopId, row.Key))];
        return found.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => rows.Line(row.Key, row.Value));
    }

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var loaded = rowSet.Take(rows);
        if (loaded.Exists(row => !IsOf(shopId, row.Key))) throw new FormatException($"it is of shop {shopId} and has members of others");
        return (work, _) =>
        {
            var owners = loaded.Select(row => MemberSet.ShopIdOf(row.Key)).ToHashSet();
            // A set that the snapshot does not have, because its shop was added later, stays.
            foreach (var (key, _) in work.Entries(rows).Where(row => owners.Contains(MemberSet.ShopIdOf(row.Key)))) work.Delete(rows, key);
            foreach (var (key, member) in loaded) work.Put(rows, key, member);
            CountPasswordChange(work);
        };
    }

    // A snapshot of everything has all sets, that of a shop only its own one.
    static bool IsOf(string? shopId, string key) => shopId is null || MemberSet.ShopIdOf(key) == shopId;

    /// <summary>Deletes the own members of deleted shops.</summary>
    /// <param name="shopId">Only of this shop; null: of all.</param>
    public Task DeleteOfDeletedShops(string? shopId) => store.Write(work =>
        DeleteOwn(work, id => (shopId is null || id == shopId) && shops.Find(work, id) is null));

    /// <summary>Replaces all members of a set by the initial ones.</summary>
    public void Reset(UnitOfWork work, MemberSet set)
    {
        foreach (var (key, _) in work.Entries(rows).Where(row => set.Has(row.Key)).ToList()) work.Delete(rows, key);
        AddInitialMembers(work, set);
    }

    /// <summary>Counts a change of a password when it is saved.</summary>
    public void CountPasswordChange(UnitOfWork work) => work.WhenSaved(() => Interlocked.Increment(ref passwordVersion));

    MemberSet Of(string shopId, Shop? shop, IEnumerable<KeyValuePair<string, Member>> entries)
    {
        var isOwn = shop is null ? HasOwn(shopId, entries) : shop.Members == ShopMembers.Own;
        return isOwn ? OwnOf(shopId) : Shared;
    }

    bool HasOwn(string shopId, IEnumerable<KeyValuePair<string, Member>> entries) => entries.Any(row => OwnOf(shopId).Has(row.Key));

    MemberSet OwnOf(string shopId) => new(this, rows, store, shopId);

    void DeleteOwn(UnitOfWork work, Func<string, bool> isOf)
    {
        foreach (var (key, _) in work.Entries(rows).ToList())
            if (MemberSet.ShopIdOf(key) is { } shopId && isOf(shopId)) work.Delete(rows, key);
    }

    static void AddInitialMembers(UnitOfWork work, MemberSet set)
    {
        foreach (var member in InitialMembers) set.Put(work, member);
    }
}
