using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the gateway calls that an operator can send, and of those that the state forbids.</summary>
internal static class ActionModel
{
    /// <param name="actions">All calls of the payment's method.</param>
    public static IEnumerable<Dictionary<string, object?>> Possible(Transaction payment, IEnumerable<MerchantAction> actions) =>
        from action in actions
        where action.Refusal.Count == 0
        select new Dictionary<string, object?>(Label(action))
        {
            ["brief_en"] = action.Operation.Brief.En,
            ["brief_ja"] = action.Operation.Brief.Ja,
            ["effect"] = action.Forecast is { } forecast ? ActionEffect.Of(payment, forecast) : null,
            ["inputs"] = action.Inputs.Select(Input),
        };

    /// <inheritdoc cref="Possible"/>
    public static IEnumerable<Dictionary<string, object?>> Impossible(IEnumerable<MerchantAction> actions) =>
        from action in actions
        where action.Refusal.Count > 0
        select new Dictionary<string, object?>(Label(action)) { ["why"] = DisplayText.Errors(action.Refusal.Select(error => error.Info)) };

    static Dictionary<string, object?> Label(MerchantAction action) => new()
    {
        ["action"] = action.Action,
        ["api"] = action.Operation.Api,
        ["en"] = action.Operation.ActionLabel!.Value.En,
        ["ja"] = action.Operation.ActionLabel.Value.Ja,
    };

    static Dictionary<string, object?> Input(ActionInput input) => new()
    {
        ["name"] = input.Rule.Name,
        ["value"] = input.Value,
        ["required"] = input.Rule.MissingError is not null,
    };
}
