using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>The next how many transactions, of which shop and with which order ids, play a scenario.</summary>
internal sealed record ArmRequest(string Scenario, int Times, string? ShopId, string? OrderId)
{
    /// <exception cref="ProblemException">The body does not fit.</exception>
    public static ArmRequest From(JsonBodyReader body, ScenarioLibrary library)
    {
        var request = new ArmRequest(ScenarioLookup.Read(body, library),
            body.Number("times", 1, 1_000_000) ?? 1, body.Text("shopId"), body.Text("orderId", longest: 100));
        body.ThrowIfInvalid();
        return request;
    }
}
