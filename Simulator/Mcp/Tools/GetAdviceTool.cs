using KantanSim.Admin.Api;
using KantanSim.Advice;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Mcp.Tools;

internal sealed class GetAdviceTool(Ledger ledger, ShopRepository shops, AdviceList advice, AdviceEvidence evidence) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "get_advice", "Get the advice",
        "Lists what shops did wrong at the gateway, with the fix of each: for example notifications that are answered wrongly, or sales "
        + "without a search. Use it after each test run, and when the shop seems to work: it also finds what did not fail yet.",
        ToolEffect.Reads,
        [
            ToolArgument.Payment with { IsRequired = false, Description = "Only this payment: its AccessID, or its whole OrderID." },
            new("shopId", "string", "Only this ShopID."),
            new("severity", "string", $"Only these severities, with commas: {string.Join(", ", SeverityId.All)}."),
            new("rule", "string", "Only this rule, by its id."),
            new("since", "string", "Only findings from this simulated time on: ISO 8601, JST without an offset."),
            ToolArgument.Limit,
            ToolArgument.Cursor,
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var (id, shopId) = (arguments.TextOrNumber("id"), arguments.Text("shopId"));
        var query = new AdviceQuery(
            shopId, null, arguments.Text("severity"), arguments.Text("rule"), arguments.Text("since"),
            arguments.TextOrNumber("limit"), arguments.TextOrNumber("cursor"));
        arguments.ThrowIfInvalid();
        if (id is not null) query = query with { AccessId = ledger.OneNamed(shops, id, shopId).AccessId };
        var page = await AdviceEndpoints.Page(advice, evidence, query, isJapanese: false);
        var text = PaymentText.Page(page.Items.Select(FindingText.Located), page.Cursor, "No findings: nothing wrong was observed.");
        return ToolAnswer.Of(text, page, ToolAnswer.Control.ListingAdviceView);
    }
}
