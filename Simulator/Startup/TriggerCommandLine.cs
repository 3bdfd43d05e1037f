using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The command <c>trigger</c>.</summary>
internal static class TriggerCommandLine
{
    public static Command Build(string[] settings)
    {
        var scenario = CommandOptions.Scenario(settings);
        var shop = CommandOptions.Shop("The shop; needed when there is more than one.");
        var order = CommandOptions.Text(
            "--order", "ID", "The OrderID, not used yet; default: the next free of PLAY-1, PLAY-2, ...", "an OrderID");
        var amount = Amount();
        var returnUrl = CommandOptions.Text("--return-url", "URL", "Your shop's RetURL; default: the demo shop's front page.", "a URL");
        var stays = new Option<bool>("--no-advance")
        {
            Description = "Ends where the scenario would advance the clock. Default: the clock of this shop alone is advanced.",
        };
        return ClientVerb.Build("trigger", "Plays a whole payment by a scenario at your shop: exit code 0 when each step of its script got "
            + "what the script says, 1 when not, 2 for wrong use, 3 when no server was reached.", settings,
            [scenario, shop, order, amount, returnUrl, stays], (session, parsed, cancel) =>
            {
                var play = new JsonObject { ["advance"] = !parsed.GetValue(stays) };
                if (parsed.GetValue(shop) is { } shopId) play["shopId"] = shopId;
                if (parsed.GetValue(order) is { } orderId) play["orderId"] = orderId;
                if (parsed.GetValue(amount) is { } yen) play["amount"] = int.Parse(yen, CultureInfo.InvariantCulture);
                if (parsed.GetValue(returnUrl) is { } url) play["returnUrl"] = url;
                return new TriggerCommand(session).Run(parsed.GetValue(scenario)!, play, cancel);
            },
            ("shopId", shop.Name), ("orderId", order.Name), ("amount", amount.Name), ("returnUrl", returnUrl.Name));
    }

    static Option<string?> Amount() => CommandOptions.Text("--amount", "YEN", "The amount; default: 1000.", "a whole number",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
}
