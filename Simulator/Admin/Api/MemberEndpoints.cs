using KantanSim.Consumers;
using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>The wallet's members: points, cards, coupons.</summary>
internal static class MemberEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/members", List)
            .WithSummary("All members");
        api.MapGet("/members/{id}", One)
            .WithSummary("One member")
            .ProducesProblem(404);
        api.MapPut("/members/{id}", Save)
            .WithSummary("Adds or changes a member; what is left out stays")
            .Accepts<Member>("application/json", "*/*")
            .ProducesProblem(400);
        api.MapPost("/members/reset", Reset)
            .WithSummary("Deletes all members and restores the four built-in ones");
        api.MapDelete("/members/{id}", Delete)
            .WithSummary("Deletes a member")
            .ProducesProblem(404);
    }

    static Ok<Listing<Member>> List(Members members) => TypedResults.Ok(new Listing<Member>([.. members.All()], null));

    static Ok<Member> One(MemberService members, string id) => TypedResults.Ok(members.Find(id));

    static async Task<Ok<Member>> Save(HttpRequest http, MemberService members, string id) =>
        TypedResults.Ok(await members.Save(id, await JsonBody.Read(http, mayBeEmpty: true)));

    static async Task<NoContent> Delete(MemberService members, string id)
    {
        await members.Delete(id);
        return TypedResults.NoContent();
    }

    static async Task<Ok<Listing<Member>>> Reset(Members members)
    {
        await members.Reset();
        return List(members);
    }
}
