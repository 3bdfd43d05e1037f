using KantanSim.Wallet;

namespace KantanSim.Control;

/// <summary>Adds, changes and deletes members as an operator asks, by the API or by a page.</summary>
internal sealed class MemberRegister(Members members)
{
    const int MostPoints = 999_999_999;

    /// <exception cref="ProblemException">There is none.</exception>
    public Member Find(string id) => members.Find(id) ?? throw ProblemException.NotFound("member", id);

    /// <summary>Adds or changes a member; what the body leaves out stays.</summary>
    /// <exception cref="ProblemException">The body does not fit.</exception>
    public async Task<Member> Save(string id, Body body)
    {
        if (body.Text("id") is { } other && other != id) body.Wrong("id", other, $"{id}, as in the path, or nothing", $"{id}（パスと同じ値）または省略");
        if (id.Length is 0 or > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) body.Wrong("id", id, "up to 40 letters, digits, - and _", "40文字以内の半角英数字、-、_");
        var before = members.Find(id) is { } known && known.Id == id ? known : new Member { Id = id, Email = $"{id}@example.com", Name = id };
        var member = Read(body, before);
        if (members.All().Any(another => another.Id != id && another.Email.Equals(member.Email, StringComparison.OrdinalIgnoreCase)))
            body.Wrong("email", member.Email, "an address that no other member has", "ほかの会員が使っていないメールアドレス");
        body.Done();
        await members.Save(member);
        return member;
    }

    public Task Delete(string id) => members.Delete(Find(id).Id);

    static Member Read(Body body, Member before) => before with
    {
        Email = body.Text("email", longest: 100) ?? before.Email,
        Password = body.Text("password", longest: 100) ?? before.Password,
        Name = body.Text("name", longest: 100) ?? before.Name,
        Points = body.Number("points", 0, MostPoints) ?? before.Points,
        Cards = body.List("cards", Card) ?? before.Cards,
        Coupons = body.List("coupons", Coupon) ?? before.Coupons,
        HintEn = body.Text("hintEn", longest: 200) ?? before.HintEn,
        HintJa = body.Text("hintJa", longest: 200) ?? before.HintJa,
    };

    static Card Card(Body body) => new(
        body.Text("id", required: true, longest: 40) ?? "", body.Text("label", required: true, longest: 60) ?? "", body.Flag("declines") ?? false);

    static Coupon Coupon(Body body) => new(
        body.Text("id", required: true, longest: 40) ?? "",
        body.Text("labelEn", longest: 100) ?? "Coupon",
        body.Text("labelJa", longest: 100) ?? "クーポン",
        body.Number("discount", 1, MostPoints, required: true) ?? 0,
        body.OneOf("fundedBy", false, Enum.GetNames<CouponFunding>()) is { } by ? Enum.Parse<CouponFunding>(by) : CouponFunding.Wallet,
        body.Flag("used") ?? false);
}
