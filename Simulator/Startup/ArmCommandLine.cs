using System.CommandLine;
using System.Text.Json.Nodes;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The command <c>arm</c>.</summary>
internal static class ArmCommandLine
{
    public static Command Build(string[] settings)
    {
        var scenario = CommandOptions.Scenario(settings);
        var shop = CommandOptions.Shop("The shop, or * for any; needed when there is more than one.");
        var order = CommandOptions.Text("--order", "PATTERN", "Only payments whose OrderID matches, with * and ?.", "a pattern");
        var times = new Option<int>("--times")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            Description = "How many payments. Default: 1.",
        };
        return ClientVerb.Build("arm", "Has the next payments of your shop play a scenario.", settings, [scenario, shop, order, times],
            (session, parsed, cancel) =>
            {
                var arm = new JsonObject { ["scenario"] = parsed.GetValue(scenario), ["times"] = parsed.GetValue(times) };
                if (parsed.GetValue(shop) is { } shopId) arm["shopId"] = shopId;
                if (parsed.GetValue(order) is { } pattern) arm["orderId"] = pattern;
                return new ArmCommand(session).Run(arm, cancel);
            },
            ("scenario", scenario.Name), ("shopId", shop.Name), ("orderId", order.Name), ("times", times.Name));
    }
}
