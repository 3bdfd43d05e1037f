using KantanSim.Operations;

namespace KantanSim.Mcp.Tools;

internal sealed class ArmScenarioTool(ArmService arms) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "arm_scenario", "Arm a scenario",
        "Has the next payments that a shop registers play a scenario, such as card-is-refused. Use it before the shop under test starts "
        + "the payment. It waits until it is played.",
        ToolEffect.Adds,
        [
            new("scenario", "string", "The scenario's name, from list_scenarios.") { IsRequired = true },
            new("shopId", "string", "The ShopID; * for any shop. Required unless there is exactly one shop."),
            new("orderId", "string", "Only for OrderIDs that match this pattern, with *; up to 100 characters."),
            new("times", "integer", "For how many payments, 1 to 1000000; default: 1."),
            new("note", "string", "Why, for those who read the list; up to 200 characters."),
            new("expiresIn", "string", "How long it waits in real time: an ISO 8601 duration, PT1S to P30D; default: no end."),
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var arm = await arms.Add(arguments);
        var orders = arm.OrderId is { } pattern ? $" with an OrderID like {pattern}" : "";
        var text = $"Armed {arm.Scenario} (id {arm.Id}): it is played by the next {arm.Times} payments of shop {arm.ShopId}{orders}.";
        return ToolAnswer.Of(text, arm, ToolAnswer.Control.ArmView);
    }
}
