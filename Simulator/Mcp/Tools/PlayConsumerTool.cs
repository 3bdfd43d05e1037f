using KantanSim.Commands;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Mcp.Tools;

internal sealed class PlayConsumerTool(Ledger ledger, ShopRepository shops, ConsumerDriver consumer) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "play_consumer", "Play the consumer",
        "Plays the consumer of a payment without a browser: opens the StartURL, decides at the wallet, and posts to the shop's RetURL. Use "
        + "it when the shop has requested the payment (ExecTran) and waits for the consumer.",
        ToolEffect.Changes,
        [
            ToolArgument.Payment,
            ToolArgument.ShopOfOrder,
            new("action", "string", "approve pays; cancel goes back without paying; abandon never comes back; play does what the payment's "
                + "scenario says; end terminates a live recurring contract.")
            {
                IsRequired = true,
                Values = ConsumerRequest.Actions,
            },
            new("member", "string", "approve only: the id of the wallet's member who pays; default: taro."),
            new("points", "string", "approve only: points to use: none, all or a number."),
            new("coupon", "string", "approve only: the id of a coupon of the member."),
            new("card", "string", "approve only: the id of a card of the member."),
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var id = ToolArgument.Required(arguments, "id");
        var shopId = arguments.Text("shopId");
        var request = ConsumerRequest.From(arguments);
        var played = await consumer.Play(ledger.OneNamed(shops, id, shopId).AccessId, request, cancel);
        return ToolAnswer.Of(Text(played), played, ToolAnswer.Control.ConsumerView);
    }

    static string Text(ConsumerView played)
    {
        var returned = played.Returned is { } post
            ? $"\nThe post to RetURL {PrintableText.Of(post.Url)}: {PrintableText.Of(post.Outcome)}"
            : "\nThe browser did not return to the shop.";
        var steps = played.Transcript.Select(line => $"{PrintableText.Of(line.Did)}: {PrintableText.Of(line.Got)}");
        return PaymentText.Line(played.Transaction) + returned + PaymentText.Section("The consumer", steps);
    }
}
