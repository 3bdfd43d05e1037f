using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>The gateway's answer: the fields of a success, or all errors together.</summary>
internal sealed record CallAnswer(ImmutableArray<KeyValuePair<string, string>> Fields, Transaction? Transaction = null)
{
    /// <summary>The AccessID of the payment that a refused call names without the right credentials.</summary>
    public string? NamedAccessId { get; init; }

    /// <summary>Why the call was refused, beyond the meaning of its codes.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    public static CallAnswer Refused(IEnumerable<ErrorCode> errors, CodeFamily family, Transaction? transaction = null)
    {
        ErrorCode[] codes = [.. errors.Select(error => error.InFamily(family))];
        return new(
        [
            new("ErrCode", string.Join('|', codes.Select(error => error.Code))),
            new("ErrInfo", string.Join('|', codes.Select(error => error.Info))),
        ], transaction);
    }

    public static CallAnswer To(Decision decision, CodeFamily family) =>
        decision.IsRefused ? Refused(decision.Errors, family, decision.Transaction) : new(decision.Reply, decision.Transaction);
}

/// <summary>The HTTP response to a call.</summary>
/// <param name="Body">The bytes to send; null when a scenario withholds them.</param>
/// <param name="Note">What a scenario did to the call, or why its body or fields were not all used; null for an ordinary call.</param>
internal sealed record CallResponse(CallAnswer Answer, byte[]? Body, string? Note)
{
    /// <summary>What a scenario did to the answer.</summary>
    public AnswerFault Fault { get; init; }

    /// <summary>Whether the scenario did it before the call was processed.</summary>
    public bool IsUnprocessed { get; init; }
}
