using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Mcp.Tools;

internal sealed class AddShopTool(ShopService shops) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "add_shop", "Add a shop",
        "Adds a shop, which has its own payments, armed scenarios and clock. Use it to give a test run a shop of its own, so that runs do "
        + "not disturb each other.",
        ToolEffect.Adds,
        [
            new("shopId", "string", "Up to 13 letters and digits; default: generated."),
            new("shopPass", "string", "Up to 10 letters and digits; default: kantansim1."),
            new("name", "string", "The name on the wallet's pages, up to 100 characters."),
            new("notifyUrl", "string", "The http or https URL that gets result notifications; default: none."),
            new("scenario", "string", "The scenario that its payments play; default: success."),
            new("recruit", "string", "Its contract for the wallet; default: Contracted.") { Values = Enum.GetNames<ContractState>() },
            new("protocol", "object", "Protocol options by name, see /docs/protocol-choices.md."),
            new("advice", "object", "Rules of the advice to switch off, by id, each with a reason of 1 to 200 characters."),
            new("members", "string", "own: wallet members of its own; default: shared.") { Values = ["shared", "own"] },
            new("resultFrom", "string", "notification: it learns results by notifications alone; default: any.")
            {
                Values = ["any", "notification"],
            },
            new("expiresIn", "string", "After how long it is deleted with its data, in real time: PT1S to P365D; default: never."),
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var shop = (await shops.Add(arguments)).WithMaskedUrl();
        var notified = shop.NotifyUrl.Length > 0 ? $"notifications go to {shop.NotifyUrl}" : "it gets no notifications";
        var text = $"Added shop {shop.ShopId} with ShopPass {shop.ShopPass}; {notified}.";
        return ToolAnswer.Of(text, shop, ToolAnswer.Control.Shop);
    }
}
