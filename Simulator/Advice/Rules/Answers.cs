using KantanSim.Transactions;

namespace KantanSim.Advice.Rules;

/// <summary>Answers in sentences.</summary>
internal static class Answers
{
    /// <summary>Ends a sentence about a call with the error that it was answered with; empty when the shop got none.</summary>
    public static Note Refusal(Observation call) => call is { IsAnswerLost: false, Errors: [var error, ..] }
        ? new($"; the gateway answered {error}", $"（応答は {error}）")
        : new("");
}
