namespace KantanSim.Operations;

/// <summary>Has the next transactions that match play a scenario.</summary>
/// <param name="Times">The number of transactions; default: 1.</param>
/// <param name="ShopId">The only shop's when there is one, else required; <c>*</c>: any shop.</param>
/// <param name="OrderId">A pattern with <c>*</c>; null: any order.</param>
/// <param name="Note">Why, for those who read the list; up to 200 characters.</param>
/// <param name="ExpiresIn">An ISO 8601 duration in real time, PT1S to P30D; null: it waits until it is played.</param>
internal sealed record ArmRequest(
    string Scenario, int Times = 1, string? ShopId = null, string? OrderId = null, string? Note = null, string? ExpiresIn = null);
