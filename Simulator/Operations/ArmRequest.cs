using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>Has the next transactions that match play a scenario.</summary>
/// <param name="Times">The number of transactions.</param>
/// <param name="ShopId">Null: any shop.</param>
/// <param name="OrderId">A pattern with <c>*</c>; null: any order.</param>
internal sealed record ArmRequest(string Scenario, int Times, string? ShopId, string? OrderId)
{
    /// <exception cref="ProblemException">The body is invalid.</exception>
    public static ArmRequest From(JsonBodyReader body, ScenarioLibrary library)
    {
        var request = new ArmRequest(
            ScenarioLookup.Read(body, library),
            body.Number("times", 1, 1_000_000) ?? 1,
            body.Text("shopId"),
            body.Text("orderId", longest: 100));
        body.ThrowIfInvalid();
        return request;
    }
}
