using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>How a request to the gateway ended, as the caller sees it.</summary>
internal enum CallOutcome
{
    /// <summary>Answered without an error.</summary>
    Ok,
    /// <summary>Answered with ErrInfo.</summary>
    Refused,
    /// <summary>Answered with an HTTP status of 400 or more, not by a scenario.</summary>
    HttpError,
    /// <summary>A scenario replaced or garbled the answer.</summary>
    Faulted,
    /// <summary>A scenario broke the connection or sent nothing.</summary>
    Unanswered,
    /// <summary>No API has answered: a wrong path, an API that is not simulated, or a mapping file.</summary>
    NotSimulated,
}

/// <summary>Decides the outcome of a call, and names it for the control API and the pages.</summary>
internal static class CallOutcomes
{
    /// <summary>The names, in the order of <see cref="CallOutcome"/>.</summary>
    public static readonly IReadOnlyList<string> Names = ["ok", "refused", "http-error", "faulted", "unanswered", "not-simulated"];

    public static string Name(this CallOutcome outcome) => Names[(int)outcome];

    /// <returns>Null for a name that no outcome has.</returns>
    public static CallOutcome? Parse(string name) =>
        Names.Index().Where(known => known.Item == name).Select(known => (CallOutcome?)known.Index).FirstOrDefault();

    public static CallOutcome Of(Observation call) => call switch
    {
        { Fault: AnswerFault.Hung or AnswerFault.Dropped } => CallOutcome.Unanswered,
        { Fault: not AnswerFault.None } => CallOutcome.Faulted,
        { Kind: ObservedKind.Other } => CallOutcome.NotSimulated,
        _ when ErrorsOf(call).Contains(GatewayErrors.NoSuchApi.Info) => CallOutcome.NotSimulated,
        { HttpStatus: >= StatusCodes.Status400BadRequest } => CallOutcome.HttpError,
        _ => ErrorsOf(call).Count > 0 ? CallOutcome.Refused : CallOutcome.Ok,
    };

    /// <summary>
    /// The codes that the call was refused with. The page that returns the browser carries the payment's error in its fields, but is not
    /// refused itself.
    /// </summary>
    public static IReadOnlyList<string> ErrorsOf(Observation call) => call.Answer.ContainsKey("RetURL") ? [] : call.Errors;
}
