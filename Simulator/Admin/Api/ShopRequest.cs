using KantanSim.Protocol;

namespace KantanSim.Admin.Api;

/// <summary>A shop to add, or the changes of one. What is left out stays, or has its default.</summary>
/// <param name="ShopId">Up to 13 letters and digits; generated when a shop is added without one.</param>
/// <param name="ShopPass">Up to 10 letters and digits; by default kantansim1.</param>
/// <param name="NotifyUrl">The URL of result notifications; empty for none.</param>
/// <param name="Scenario">The default scenario of the shop's transactions; empty for success.</param>
/// <param name="Protocol">The shop's protocol options by name.</param>
/// <param name="Advice">The rules of the advice to switch off, by id, each with a reason; empty or null: none.</param>
/// <param name="Members">Can be chosen only when the shop is added.</param>
/// <param name="ResultFrom">What the shop learns results from: any (the default), or notification for notifications only.</param>
/// <param name="ExpiresIn">An ISO 8601 duration in real time, PT1S to P365D; empty: no end.</param>
internal sealed record ShopRequest(
    string? ShopId, string? ShopPass, string? Name, string? NotifyUrl, string? Scenario, ContractState? Recruit,
    IReadOnlyDictionary<string, string>? Protocol, IReadOnlyDictionary<string, string>? Advice, ShopMembers? Members,
    ResultSource? ResultFrom, string? ExpiresIn);
