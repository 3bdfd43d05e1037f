using KantanSim.Consumers;

namespace KantanSim.Operations;

/// <summary>Adds, changes and deletes members as an operator asks, by the API or by a page.</summary>
internal sealed class MemberService(Members members)
{
    const int MostPoints = 999_999_999;

    /// <exception cref="ProblemException">There is none.</exception>
    public Member Find(string id) => members.Find(id) ?? throw ProblemException.NotFound("member", id);

    /// <summary>Adds or changes a member; what the body leaves out stays as it is when the change is made.</summary>
    /// <exception cref="ProblemException">The body does not fit.</exception>
    public Task<Member> Save(string id, JsonBodyReader body) => Save(id, body, before => before);

    /// <summary>Adds a member.</summary>
    /// <exception cref="ProblemException">The body does not fit, or there is such a member.</exception>
    public Task<Member> Add(string id, JsonBodyReader body) => Save(id, body, before =>
    {
        if (before is not null) body.AddError("id", id, "an id that no member has yet", "まだ使われていないID");
        return before;
    });

    /// <summary>Changes a member; what the body leaves out stays as it is when the change is made.</summary>
    /// <exception cref="ProblemException">The body does not fit, or there is no such member.</exception>
    public Task<Member> Change(string id, JsonBodyReader body) => Save(id, body, before => before ?? throw ProblemException.NotFound("member", id));

    public Task Delete(string id) => members.Delete(Find(id).Id);

    Task<Member> Save(string id, JsonBodyReader body, Func<Member?, Member?> allowed)
    {
        if (body.Text("id") is { } other && other != id) body.AddError("id", other, $"{id}, as in the path, or nothing", $"{id}（パスと同じ値）または省略");
        if (id.Length is 0 or > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) body.AddError("id", id, "up to 40 letters, digits, - and _", "40文字以内の半角英数字、-、_");
        var asked = Read(body);
        return members.Change(id, (before, others) =>
        {
            var after = asked(allowed(before) ?? new() { Id = id, Email = $"{id}@example.com", Name = id });
            if (others.Any(another => another.Email.Equals(after.Email, StringComparison.OrdinalIgnoreCase)))
                body.AddError("email", after.Email, "an address that no other member has", "ほかの会員が使っていないメールアドレス");
            body.ThrowIfInvalid();
            return after;
        });
    }

    // What is asked for, whatever the member has become until it is done.
    static Func<Member, Member> Read(JsonBodyReader body)
    {
        var (email, password, name) = (body.Text("email", longest: 100), body.Text("password", longest: 100), body.Text("name", longest: 100));
        var (points, cards, coupons) = (body.Number("points", 0, MostPoints), body.List("cards", Card), body.List("coupons", Coupon));
        var (hintEn, hintJa) = (body.Text("hintEn", longest: 200), body.Text("hintJa", longest: 200));
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
        body.Text("id", required: true, longest: 40) ?? "", body.Text("label", required: true, longest: 60) ?? "", body.Flag("declines") ?? false);

    static Coupon Coupon(JsonBodyReader body) => new(
        body.Text("id", required: true, longest: 40) ?? "",
        body.Text("labelEn", longest: 100) ?? "Coupon",
        body.Text("labelJa", longest: 100) ?? "クーポン",
        body.Number("discount", 1, MostPoints, required: true) ?? 0,
        body.OneOf("fundedBy", false, Enum.GetNames<CouponFunding>()) is { } by ? Enum.Parse<CouponFunding>(by) : CouponFunding.Wallet,
        body.Flag("used") ?? false);
}
