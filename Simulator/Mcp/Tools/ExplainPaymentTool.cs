using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Mcp.Tools;

internal sealed class ExplainPaymentTool(Ledger ledger, ShopRepository shops, PaymentExplainer explainer) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "explain_payment", "Explain a payment",
        "Says what happened to one payment, why, what the shop did wrong and how to fix it, its whole timeline, what is due next, and what "
        + "the shop and the consumer can do now. Use it first when a payment is not in the state that you expect.",
        ToolEffect.Reads, [ToolArgument.Payment, ToolArgument.ShopOfOrder]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var id = ToolArgument.Required(arguments, "id");
        var shopId = arguments.Text("shopId");
        arguments.ThrowIfInvalid();
        var explanation = await explainer.Explain(ledger.OneNamed(shops, id, shopId));
        return ToolAnswer.Of(explanation.ToText(), explanation, ToolAnswer.Own.PaymentExplanation);
    }
}
