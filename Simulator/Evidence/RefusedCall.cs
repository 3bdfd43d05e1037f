using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>A call that the gateway has refused, or was to answer so.</summary>
/// <param name="At">Simulated time of the answer.</param>
/// <param name="Request">The fields that were sent, with secrets masked.</param>
/// <param name="Errors">The ErrInfo codes; none: the call was not refused.</param>
internal sealed record RefusedCall(
    string Api, DateTimeOffset At, IReadOnlyDictionary<string, string> Request, IReadOnlyList<string> Errors, IReadOnlyList<Note> Notes)
{
    /// <summary>A field's value; empty when it was not sent.</summary>
    public string this[string field] => Request.GetValueOrDefault(field, "");

    /// <summary>Whether a code is among the errors, or the code that stands for it in the other family.</summary>
    public bool Has(ErrorCode code) => Errors.Any(error => error == code.Info || GatewayErrors.Meaning(error).AliasOf == code.Info);

    /// <summary>Whether an error is about a field.</summary>
    public bool IsAbout(string field) => Errors.Any(error => GatewayErrors.Meaning(error).Field == field);
}
