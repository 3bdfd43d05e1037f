using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Consumers;

/// <summary>The wallet's members. A new database has four.</summary>
internal sealed class Members : IShopRows
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

    readonly Store store;
    readonly Table<string, Member> rows;
    int passwordVersion;

    public Members(Store store)
    {
        this.store = store;
        rows = store.NamedTable<Member>("members", WalletJson.Default);
    }

    /// <summary>Increases with each change of a password.</summary>
    public int PasswordVersion => Volatile.Read(ref passwordVersion);

    /// <summary>Adds the initial members to a database without members.</summary>
    public Task SeedIfEmpty() => rows.All().Any() ? Task.CompletedTask : store.Write(AddInitialMembers);

    /// <summary>Replaces all members by the initial ones.</summary>
    public Task Reset() => store.Write(work =>
    {
        foreach (var member in rows.All()) work.Delete(rows, member.Id);
        AddInitialMembers(work);
    });

    public IEnumerable<Member> All() => rows.All().OrderBy(member => member.Id, StringComparer.Ordinal);

    /// <summary>The member with this id or e-mail address, or null.</summary>
    public Member? Find(string idOrEmail) => rows.Find(idOrEmail)
        ?? rows.All().FirstOrDefault(member => member.Email.Equals(idOrEmail, StringComparison.OrdinalIgnoreCase));

    public Member? Find(UnitOfWork work, string id) => work.Find(rows, id);

    public void Put(UnitOfWork work, Member member)
    {
        if (Find(work, member.Id)?.Password != member.Password) work.WhenSaved(() => Interlocked.Increment(ref passwordVersion));
        work.Put(rows, member.Id, member);
    }

    /// <summary>
    /// Adds or changes a member, based on its current state, which a payment may have changed. If the function throws, nothing is saved.
    /// </summary>
    /// <param name="change">Gets the current member, null when there is none, and all other members; returns the new one.</param>
    public Task<Member> Change(string id, Func<Member?, IEnumerable<Member>, Member> change) => store.Write(work =>
    {
        var others = work.All(rows).Where(member => member.Id != id);
        var after = change(Find(work, id), others);
        Put(work, after);
        return after;
    });

    public Task Delete(string id) => store.Write(work => work.Delete(rows, id));

    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<Member> found = [.. All().Where(_ => IsOf(shopId))];
        return found.Select(member => rows.Line(member.Id, member));
    }

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var members = rowSet.Take(rows).ConvertAll(row => row.Row);
        return (work, _) =>
        {
            foreach (var member in All().Where(_ => IsOf(shopId))) work.Delete(rows, member.Id);
            foreach (var member in members) Put(work, member);
        };
    }

    // All members belong to all shops, so only a snapshot of everything has them.
    static bool IsOf(string? shopId) => shopId is null;

    void AddInitialMembers(UnitOfWork work)
    {
        foreach (var member in InitialMembers) Put(work, member);
    }
}
