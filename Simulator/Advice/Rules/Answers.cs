using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules;

/// <summary>The errors that calls were answered with.</summary>
internal static class Answers
{
    /// <summary>Ends a sentence about a call with the error that it was answered with; empty when the shop got none.</summary>
    public static Note Refusal(Observation call) => call is { IsAnswerLost: false, Errors: [var error, ..] }
        ? new($"; the gateway answered {error}", $"（応答は {error}）")
        : new("");

    /// <summary>Whether a call was refused with a code, as it is for shops of either code family.</summary>
    public static bool HasError(Observation call, ErrorCode code) =>
        call.Errors.Contains(code.Info) || call.Errors.Contains(code.InFamily(CodeFamily.E01).Info);

    /// <summary>The error codes of a call, separated by commas.</summary>
    public static string Codes(Observation call) => string.Join(", ", call.Errors);
}
