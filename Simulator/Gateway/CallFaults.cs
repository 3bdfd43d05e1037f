using System.Security.Cryptography;
using KantanSim.Clock;
using KantanSim.Scenarios;

namespace KantanSim.Gateway;

/// <summary>What a scenario does to a call and its answer on the way: later, broken off, silent, another HTTP status, broken bytes.</summary>
internal sealed class CallFaults(Deadlines deadlines)
{
    /// <summary>Applies a reaction to a call.</summary>
    /// <returns>False when nothing is left to answer.</returns>
    public async Task<bool> Pass(HttpContext http, Reaction reaction, Func<Random> chance)
    {
        switch (reaction)
        {
            case Reaction.Wait wait:
                await deadlines.Pass(wait.By.Pick(chance()), http.RequestAborted);
                return true;
            case Reaction.Hang hang:
                await deadlines.Pass(hang.For.Pick(chance()), http.RequestAborted);
                http.Abort();
                return false;
            case Reaction.Drop:
                http.Abort();
                return false;
            case Reaction.HttpStatus { Code: var code }:
                http.Response.StatusCode = code;
                return false;
            default:
                return true;
        }
    }

    /// <summary>The answer with every third byte another, the same for the same answer.</summary>
    public static byte[] Garbled(byte[] answer)
    {
        var noise = SHA256.HashData(answer);
        return [.. answer.Select((one, at) => at % 3 == 2 ? (byte)(one ^ noise[at % noise.Length] | 0x80) : one)];
    }

    /// <summary>How it reads on a timeline, or null when the call passes untouched.</summary>
    public static string? Told(Reaction reaction) => reaction switch
    {
        Reaction.Wait wait => $"delayed by {wait.By}",
        Reaction.Hang => "left without an answer",
        Reaction.Drop => "connection broken off",
        Reaction.HttpStatus { Code: var code } => $"answered with HTTP {code} instead",
        Reaction.Garble => "answered with broken bytes",
        _ => null,
    };
}
