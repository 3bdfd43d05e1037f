#pragma warning disable format // aligned tables
using System.Security.Cryptography;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>What the actions of a scenario do to the answer of a call.</summary>
internal static class ScriptedFaults
{
    /// <summary>What an action does to an answer that is sent, although perhaps unreadable.</summary>
    public static AnswerFault FaultOf(ScenarioAction action) => action switch
    {
        ScenarioAction.Hang       => AnswerFault.Hung,
        ScenarioAction.Drop       => AnswerFault.Dropped,
        ScenarioAction.HttpStatus => AnswerFault.HttpStatus,
        ScenarioAction.Garble     => AnswerFault.Garbled,
        _                         => AnswerFault.None,
    };

    /// <summary>Why an answer was not sent: a client that gave up during a delay has none.</summary>
    public static AnswerFault LostBy(ScenarioAction action) => action is ScenarioAction.Wait ? AnswerFault.Hung : FaultOf(action);

    /// <summary>The action in words, for the timeline and the call log; null for one that leaves the call as it is.</summary>
    public static string? Describe(ScenarioAction action) => action switch
    {
        ScenarioAction.Wait wait                      => $"delayed by {wait.By}",
        ScenarioAction.Hang                           => TimelineEntry.LeftUnanswered,
        ScenarioAction.Drop                           => TimelineEntry.BrokenOff,
        ScenarioAction.HttpStatus { Code: var code }  => $"answered with HTTP {code} instead",
        ScenarioAction.Garble                         => "answered with broken bytes",
        _                                             => null,
    };

    /// <summary>
    /// Changes every third byte of an answer. The high bit is set, so that the byte is not ASCII; the mask is a hash of the answer, so that
    /// the result is the same for the same answer.
    /// </summary>
    public static byte[] Garble(byte[] answer)
    {
        const int highBit = 0x80;
        var mask = SHA256.HashData(answer);
        var garbled = answer.ToArray();
        for (var index = 2; index < garbled.Length; index += 3)
            garbled[index] = (byte)((answer[index] ^ mask[index % mask.Length]) | highBit);
        return garbled;
    }
}
