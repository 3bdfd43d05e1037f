using KantanSim.Consumers;
using KantanSim.Merchants;

namespace KantanSim.Operations;

/// <summary>
/// Adds, changes and deletes members for an operator, from the API or from a page: those that a shop uses, or the shared ones when
/// <c>shopId</c> is null or empty.
/// </summary>
internal sealed class MemberService(Members members, ShopRepository shops)
{
    const int MaxPoints = 999_999_999;

    /// <summary>The members that a shop uses.</summary>
    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    public MemberSet SetOf(string? shopId)
    {
        if (string.IsNullOrEmpty(shopId)) return members.Shared;
        return shops.Find(shopId) is null ? throw NoShop(shopId) : members.Of(shopId);
    }

    /// <exception cref="ProblemException">404: there is no such shop or member.</exception>
    public Member Find(string id, string? shopId = null) => SetOf(shopId).Find(id) ?? throw ProblemException.NotFound("member", id);

    /// <summary>Adds or changes a member. What the body lacks keeps the value that it has when the change is saved.</summary>
    /// <exception cref="ProblemException">400: the body is invalid. 404: there is no such shop.</exception>
    public Task<Member> Save(string id, JsonBodyReader body, string? shopId = null) => Save(id, body, shopId, before => before);

    /// <summary>Adds a member.</summary>
    /// <exception cref="ProblemException">400: invalid body, or there is such a member already. 404: there is no such shop.</exception>
    public Task<Member> Add(string id, JsonBodyReader body, string? shopId = null) => Save(id, body, shopId, before =>
    {
        if (before is not null) body.AddError("id", id, "an id that no member has yet", "まだ使われていないID");
        return before;
    });

    /// <summary>Changes a member. What the body lacks keeps the value that it has when the change is saved.</summary>
    /// <exception cref="ProblemException">400: the body is invalid. 404: there is no such shop or member.</exception>
    public Task<Member> Change(string id, JsonBodyReader body, string? shopId = null) =>
        Save(id, body, shopId, before => before ?? throw ProblemException.NotFound("member", id));

    /// <exception cref="ProblemException">404: there is no such shop or member.</exception>
    public Task Delete(string id, string? shopId = null) => SetOf(shopId).Delete(Find(id, shopId).Id);

    /// <summary>Replaces all members by the initial ones.</summary>
    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    public async Task Reset(string? shopId = null)
    {
        if (!await SetOf(shopId).Reset()) throw NoShop(shopId!);
    }

    /// <param name="check">Gets the member as it is stored, null when it is new, and returns it or throws.</param>
    async Task<Member> Save(string id, JsonBodyReader body, string? shopId, Func<Member?, Member?> check)
    {
        var set = SetOf(shopId);
        if (body.Text("id") is { } other && other != id)
            body.AddError("id", other, $"{id}, as in the path, or nothing", $"{id}（パスと同じ値）または省略");
        if (!IsId(id)) body.AddError("id", id, "up to 40 letters, digits, - and _", "40文字以内の半角英数字、-、_");
        var change = Read(body);
        return await set.Change(id, (before, others) =>
        {
            var after = change(check(before) ?? new() { Id = id, Email = $"{id}@example.com", Name = id });
            if (others.Any(another => another.Email.Equals(after.Email, StringComparison.OrdinalIgnoreCase)))
                body.AddError("email", after.Email, "an address that no other member has", "ほかの会員が使っていないメールアドレス");
            body.ThrowIfInvalid();
            return after;
        }) ?? throw NoShop(shopId!);
    }

    static ProblemException NoShop(string shopId) => ProblemException.NotFound("shop", shopId);

    static bool IsId(string id) =>
        id.Length is > 0 and <= 40 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    // Returns the change and not the changed member: another change, such as a payment, may be saved before this one.
    static Func<Member, Member> Read(JsonBodyReader body)
    {
        var email = body.Text("email", longest: 100);
        var password = body.Text("password", longest: 100);
        var name = body.Text("name", longest: 100);
        var points = body.Number("points", 0, MaxPoints);
        var cards = body.List("cards", Card);
        var coupons = body.List("coupons", Coupon);
        var hintEn = body.Text("hintEn", longest: 200);
        var hintJa = body.Text("hintJa", longest: 200);
        return before => before with
        {
            Email = email ?? before.Email,
            Password = password ?? before.Password,
            Name = name ?? before.Name,
            Points = points ?? before.Points,
            Cards = cards ?? before.Cards,
            Coupons = coupons ?? before.Coupons,
            HintEn = hintEn ?? before.HintEn,
            HintJa = hintJa ?? before.HintJa,
        };
    }

    static Card Card(JsonBodyReader body) => new(
        body.Text("id", required: true, longest: 40) ?? "",
        body.Text("label", required: true, longest: 60) ?? "",
        body.Flag("declines") ?? false);

    static Coupon Coupon(JsonBodyReader body) => new(
        body.Text("id", required: true, longest: 40) ?? "",
        body.Text("labelEn", longest: 100) ?? "Coupon",
        body.Text("labelJa", longest: 100) ?? "クーポン",
        body.Number("discount", 1, MaxPoints, required: true) ?? 0,
        body.OneOf("fundedBy", false, Enum.GetNames<CouponFunding>()) is { } by ? Enum.Parse<CouponFunding>(by) : CouponFunding.Wallet,
        body.Flag("used") ?? false);
}
