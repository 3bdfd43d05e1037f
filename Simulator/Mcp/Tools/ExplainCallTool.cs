using System.Globalization;
using KantanSim.Operations;

namespace KantanSim.Mcp.Tools;

internal sealed class ExplainCallTool(CallList calls) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "explain_call", "Explain a call",
        "Shows one request to the gateway: its fields, the answer, what each error code means, and notes on what is wrong with it.",
        ToolEffect.Reads,
        [new("number", "integer", "The number of the call: its id in list_calls.") { IsRequired = true }]);

    public Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var number = arguments.Number("number", 1, int.MaxValue, required: true);
        arguments.ThrowIfInvalid();
        var call = calls.Newest(new()).Find(one => one.Number == number)
            ?? throw ProblemException.NotFound("call", number!.Value.ToString(CultureInfo.InvariantCulture));
        var view = CallView.Of(call, calls.PaymentOf(call));
        return Task.FromResult(ToolAnswer.Of(CallWords.Whole(view), view, ToolAnswer.Control.CallView));
    }
}
