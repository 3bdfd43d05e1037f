using System.Globalization;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Scenarios.Engine;

/// <summary>
/// When a rule was played that can do something else in another run (<see cref="Rule.Varies"/>). Stored in the transaction.
/// </summary>
/// <param name="Index">The rule's place in the file, from 0.</param>
/// <param name="Operation">The API, at the hooks of a call; empty at others.</param>
/// <param name="Status">The payment's status; at notifying the notified one; empty before the registration.</param>
internal sealed record RulePlay(int Index, int Attempt, string Operation, string Status)
{
    /// <summary>Plays of one rule that are stored at most: a shop can call SearchTradeMulti without end.</summary>
    public const int MaxRecorded = 50;

    const char Mark = '@';

    /// <summary>The key among the counts of a transaction.</summary>
    public static string KeyOf(HookContext context, int index) => string.Create(
        CultureInfo.InvariantCulture, $"{Mark}{index},{context.Attempt},{context.Operation},{context.Status}");

    /// <summary>All that are stored in a transaction.</summary>
    public static IReadOnlyList<RulePlay> Of(Transaction transaction) =>
        [.. transaction.Moments.Keys.Where(key => key[0] == Mark).Select(Parse).OrderBy(play => play.Index).ThenBy(play => play.Attempt)];

    static RulePlay Parse(string key)
    {
        var parts = key[1..].Split(',');
        return new(
            int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3]);
    }
}
