using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>A scenario that is armed. Times are left; shopId is <c>*</c> for any shop; it expires in real time.</summary>
internal sealed record ArmView(
    string Id, string Scenario, int Times, string ShopId, string? OrderId, string? Note, DateTimeOffset? ExpiresAt)
{
    public static ArmView Of(Arm arm) =>
        new(arm.Id, arm.Scenario, arm.Times, arm.ShopId ?? Arm.AnyShop, arm.OrderId, arm.Note, arm.ExpiresAt);
}
