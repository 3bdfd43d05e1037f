using KantanSim.Consumers;
using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>The wallet's members: points, cards, coupons.</summary>
internal static class MemberEndpoints
{
    const string WhichMembers = "shopId: the members that this shop uses, its own or the shared ones. Without it the shared ones.";

    public static void Map(IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("");
        members.WithDescription(WhichMembers).ProducesProblem(404);
        members.MapGet("/members", List)
            .WithName("ListMembers")
            .WithSummary("All members");
        members.MapGet("/members/{id}", One)
            .WithName("GetMember")
            .WithSummary("One member");
        members.MapPut("/members/{id}", Save)
            .WithName("SaveMember")
            .WithSummary("Adds or changes a member; what is left out stays")
            .Accepts<Member>("application/json", "*/*")
            .ProducesProblem(400);
        members.MapPost("/members/reset", Reset)
            .WithName("ResetMembers")
            .WithSummary("Deletes all members and restores the four built-in ones");
        members.MapDelete("/members/{id}", Delete)
            .WithName("DeleteMember")
            .WithSummary("Deletes a member");
    }

    static Ok<Listing<Member>> List(MemberService members, string? shopId) =>
        TypedResults.Ok(new Listing<Member>([.. members.SetOf(shopId).All()], null));

    static Ok<Member> One(MemberService members, string id, string? shopId) => TypedResults.Ok(members.Find(id, shopId));

    // Looks for the shop first: an unknown one is 404, whatever the body is.
    static async Task<Ok<Member>> Save(HttpRequest http, MemberService members, string id, string? shopId)
    {
        members.SetOf(shopId);
        return TypedResults.Ok(await members.Save(id, await JsonBody.Read(http, mayBeEmpty: true), shopId));
    }

    static async Task<NoContent> Delete(MemberService members, string id, string? shopId)
    {
        await members.Delete(id, shopId);
        return TypedResults.NoContent();
    }

    static async Task<Ok<Listing<Member>>> Reset(MemberService members, string? shopId)
    {
        await members.Reset(shopId);
        return List(members, shopId);
    }
}
