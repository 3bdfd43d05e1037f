using KantanSim.Wallet;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Control;

/// <summary>The wallet's members: points, cards, coupons.</summary>
internal static class MemberEndpoints
{
    const int MostPoints = 999_999_999;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/members", (Members members) => TypedResults.Ok(new Listing<Member>([.. members.All()], null))).WithSummary("All members");
        api.MapGet("/members/{id}", (Members members, string id) => TypedResults.Ok(Find(members, id))).WithSummary("One member").ProducesProblem(404);
        api.MapPut("/members/{id}", Save).WithSummary("Adds or changes a member; what is left out stays").Accepts<Member>("application/json", "*/*").ProducesProblem(400);
        api.MapDelete("/members/{id}", Delete).WithSummary("Deletes a member").ProducesProblem(404);
    }

    static async Task<Ok<Member>> Save(HttpRequest http, Members members, string id)
    {
        var body = await Body.Read(http, mayBeEmpty: true);
        if (body.Text("id") is { } other && other != id) body.Wrong("id", other, $"{id}, as in the path, or nothing");
        if (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) body.Wrong("id", id, "up to 40 letters, digits, - and _");
        var before = members.Find(id) is { } known && known.Id == id ? known : new Member { Id = id, Email = $"{id}@example.com", Name = id };
        var member = before with
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
        if (members.All().Any(another => another.Id != id && another.Email.Equals(member.Email, StringComparison.OrdinalIgnoreCase)))
            body.Wrong("email", member.Email, "an address that no other member has");
        body.Done();
        await members.Save(member);
        return TypedResults.Ok(member);
    }

    static async Task<NoContent> Delete(Members members, string id)
    {
        await members.Delete(Find(members, id).Id);
        return TypedResults.NoContent();
    }

    static Card Card(Body body) => new(
        body.Text("id", required: true, longest: 40) ?? "", body.Text("label", required: true, longest: 60) ?? "", body.Flag("declines") ?? false);

    static Coupon Coupon(Body body) => new(
        body.Text("id", required: true, longest: 40) ?? "",
        body.Text("labelEn", longest: 100) ?? "Coupon",
        body.Text("labelJa", longest: 100) ?? "クーポン",
        body.Number("discount", 1, MostPoints, required: true) ?? 0,
        body.OneOf("fundedBy", false, Enum.GetNames<CouponFunding>()) is { } by ? Enum.Parse<CouponFunding>(by) : CouponFunding.Wallet,
        body.Flag("used") ?? false);

    static Member Find(Members members, string id) => members.Find(id) ?? throw ProblemException.NotFound("member", id);
}
