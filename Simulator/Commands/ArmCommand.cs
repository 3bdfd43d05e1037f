using System.Text.Json.Nodes;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>Has the next payments of a shop play a scenario.</summary>
internal sealed class ArmCommand(ClientSession session)
{
    /// <param name="arm">As in <c>POST /api/scenarios/arm</c>.</param>
    public async Task<int> Run(JsonObject arm, CancellationToken cancel)
    {
        var armed = await session.Api.Send(HttpMethod.Post, "/scenarios/arm", arm, ControlJson.Default.ArmView, cancel);
        if (session.Output.IsJson) await session.Output.Json(armed, CommandJson.Types.ArmView);
        else await session.Output.Line(Describe(armed));
        return ExitCodes.Success;
    }

    static string Describe(ArmView armed)
    {
        var payments = armed.Times == 1 ? "next payment" : $"next {armed.Times} payments";
        var orders = armed.OrderId is null ? "" : $" whose OrderID matches {armed.OrderId}";
        var shop = armed.ShopId == "*" ? "any shop" : $"shop {armed.ShopId}";
        return $"The {payments} of {shop}{orders} will play {armed.Scenario}.";
    }
}
