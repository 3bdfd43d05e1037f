using KantanSim.Storage;

namespace KantanSim.Consumers;

/// <summary>The wallet's members. A new database begins with four.</summary>
internal sealed class Members
{
    public const string DefaultId = "taro";

    static readonly Member[] First =
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
    int version;

    /// <summary>Is another number after each change of a password.</summary>
    public int PasswordVersion => Volatile.Read(ref version);

    public Members(Store store)
    {
        this.store = store;
        rows = store.NamedTable<Member>("members", WalletJson.Default);
    }

    /// <summary>Gives a database that has no members its first ones.</summary>
    public Task SeedIfEmpty() => rows.All().Any() ? Task.CompletedTask
        : store.Write(writing => { foreach (var member in First) Put(writing, member); });

    /// <summary>Deletes all and brings the first ones back as they were.</summary>
    public Task Reset() => store.Write(writing =>
    {
        foreach (var member in rows.All()) writing.Delete(rows, member.Id);
        foreach (var member in First) Put(writing, member);
    });

    public IEnumerable<Member> All() => rows.All().OrderBy(member => member.Id, StringComparer.Ordinal);

    /// <summary>The member with this id or e-mail address.</summary>
    public Member? Find(string idOrEmail) => rows.Find(idOrEmail)
        ?? rows.All().FirstOrDefault(member => member.Email.Equals(idOrEmail, StringComparison.OrdinalIgnoreCase));

    public Member? Find(UnitOfWork writing, string id) => writing.Find(rows, id);

    public void Put(UnitOfWork writing, Member member)
    {
        if (Find(writing, member.Id)?.Password != member.Password) writing.WhenSaved(() => Interlocked.Increment(ref version));
        writing.Put(rows, member.Id, member);
    }

    /// <summary>Adds or changes a member by what it is now, whatever a payment has made of it meanwhile. A change that throws saves nothing.</summary>
    /// <param name="change">From the member as it is, null when there is none, and all others, to the member as it shall be.</param>
    public Task<Member> Change(string id, Func<Member?, IEnumerable<Member>, Member> change) => store.Write(writing =>
    {
        var others = writing.All(rows).Where(member => member.Id != id);
        var after = change(Find(writing, id), others);
        Put(writing, after);
        return after;
    });

    public Task Delete(string id) => store.Write(writing => writing.Delete(rows, id));
}
