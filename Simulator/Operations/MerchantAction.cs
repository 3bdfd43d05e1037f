using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A field of a call that an operator may fill in, with the value that is sent otherwise.</summary>
/// <param name="Value">Empty: the field is not sent.</param>
internal sealed record ActionInput(FieldRule Rule, string Value);

/// <summary>A gateway call that an operator can send in the shop's place.</summary>
/// <param name="Action">Its word in the API, such as <c>capture</c>.</param>
/// <param name="Inputs">The fields that the operator may fill in; the others identify shop and payment.</param>
/// <param name="Forecast">
/// What the gateway would decide now with the inputs as they are, unless the scenario says otherwise; null for an inquiry, which changes
/// nothing.
/// </param>
internal sealed record MerchantAction(string Action, Operation Operation, IReadOnlyList<ActionInput> Inputs, Decision? Forecast)
{
    /// <summary>Why the gateway would refuse it now; empty when it would not.</summary>
    public IReadOnlyList<ErrorCode> Refusal => Forecast is null ? [] : Forecast.Errors;
}
