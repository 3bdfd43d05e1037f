namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Lists the wallet's members.</summary>
    /// <param name="shopId">The members that this shop uses, its own or the shared ones; null: the shared ones.</param>
    public Task<Listing<Member>> ListMembersAsync(string? shopId = null, CancellationToken cancel = default) =>
        api.Get<Listing<Member>>(Query.Of("api/members", ("shopId", shopId)), cancel);

    /// <summary>Reads a member.</summary>
    /// <inheritdoc cref="ListMembersAsync" path="/param"/>
    public Task<Member> GetMemberAsync(string id, string? shopId = null, CancellationToken cancel = default) =>
        api.Get<Member>(Query.Of(PathOfMember(id), ("shopId", shopId)), cancel);

    /// <summary>Adds or changes a member. What is null stays.</summary>
    /// <inheritdoc cref="ListMembersAsync" path="/param"/>
    public Task<Member> SaveMemberAsync(string id, Member member, string? shopId = null, CancellationToken cancel = default) =>
        api.Send<Member>(HttpMethod.Put, Query.Of(PathOfMember(id), ("shopId", shopId)), member, cancel);

    /// <summary>Deletes a member.</summary>
    /// <inheritdoc cref="ListMembersAsync" path="/param"/>
    public Task DeleteMemberAsync(string id, string? shopId = null, CancellationToken cancel = default) =>
        api.Send(HttpMethod.Delete, Query.Of(PathOfMember(id), ("shopId", shopId)), null, cancel);

    /// <summary>Deletes all members and restores the four built-in ones.</summary>
    /// <inheritdoc cref="ListMembersAsync" path="/param"/>
    public Task<Listing<Member>> ResetMembersAsync(string? shopId = null, CancellationToken cancel = default) =>
        api.Send<Listing<Member>>(HttpMethod.Post, Query.Of("api/members/reset", ("shopId", shopId)), null, cancel);

    static string PathOfMember(string id) => $"api/members/{Query.Segment(id)}";
}
