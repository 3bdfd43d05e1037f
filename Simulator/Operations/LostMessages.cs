using System.Text.RegularExpressions;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Finds the messages of a timeline that their receivers did not get.</summary>
internal static partial class LostMessages
{
    /// <returns>By the index in the timeline, from 0.</returns>
    public static IReadOnlyDictionary<int, LostMessage> Of(
        IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications)
    {
        Dictionary<int, LostMessage> lost = [];
        for (var index = 0; index < timeline.Count; index++)
            if (Find(timeline, index, notifications) is { } message) lost[index] = message;
        return lost;
    }

    /// <summary>The calls whose answer was written, but did not reach the shop.</summary>
    /// <returns>Their indexes in the timeline, from 0.</returns>
    public static IReadOnlySet<int> CallsWithoutAnswer(IReadOnlyList<TimelineEntry> timeline) => timeline.Index()
        .Where(one => one.Item is { From: Party.Merchant, To: Party.Gateway, Answer: not null } && IsAnswerLost(timeline, one.Index))
        .Select(one => one.Index)
        .ToHashSet();

    // The fault follows the call, before the next call of the same API.
    static bool IsAnswerLost(IReadOnlyList<TimelineEntry> timeline, int index)
    {
        var api = timeline[index].What.Split(' ', ':')[0];
        var answer = $"answer of {api}: ";
        return timeline.Skip(index + 1)
            .TakeWhile(entry => entry.From != Party.Merchant || entry.What.Split(' ', ':')[0] != api)
            .Any(entry => entry.From == Party.Simulator
                && entry.What.StartsWith(answer, StringComparison.Ordinal)
                && LostMessage.OfAnswer(entry.What[answer.Length..]) is not null);
    }

    static LostMessage? Find(IReadOnlyList<TimelineEntry> timeline, int index, IReadOnlyList<Notification> notifications) =>
        timeline[index] switch
        {
            { What: TimelineEntry.NeverBack } => LostMessage.Return,
            { What: TimelineEntry.ReturnRefused } => LostMessage.RefusedReturn,
            { Number: 8 } => NoticeAfter(timeline, index),
            { Number: 5 } => Result(timeline, index),
            { From: Party.Simulator } entry => Fault(timeline, entry),
            { Failed: true, From: Party.Gateway, To: Party.Merchant } entry => Attempt(entry, notifications),
            _ => null,
        };

    static LostMessage? NoticeAfter(IReadOnlyList<TimelineEntry> timeline, int index) =>
        index > 0 && timeline[index - 1].What == TimelineEntry.PaidUnheard ? LostMessage.Notice : null;

    // The result of a payment request has an entry of its own. The fault of its answer follows, before the next result.
    static LostMessage? Result(IReadOnlyList<TimelineEntry> timeline, int index)
    {
        var what = timeline[index].What;
        var answer = what.Replace("result of ", "answer of ", StringComparison.Ordinal) + ": ";
        var fault = timeline.Skip(index + 1)
            .TakeWhile(entry => entry.What != what)
            .FirstOrDefault(entry => entry.From == Party.Simulator && entry.What.StartsWith(answer, StringComparison.Ordinal));
        return fault is null ? null : LostMessage.OfAnswer(fault.What[answer.Length..]);
    }

    // Of other calls the entry of the fault is the only one that shows the answer.
    static LostMessage? Fault(IReadOnlyList<TimelineEntry> timeline, TimelineEntry entry)
    {
        var match = FaultPattern().Match(entry.What);
        if (!match.Success) return null;
        var isShown = timeline.Any(other => other.What == $"result of {match.Groups["answered"]}");
        if (isShown || LostMessage.OfAnswer(match.Groups["fault"].Value) is not { } lost) return null;
        // The entry's own words say how it was lost.
        return lost with { Why = new("not received", "未着") };
    }

    // Attempts of equal status at the same time differ in their outcome, if at all.
    static LostMessage? Attempt(TimelineEntry entry, IReadOnlyList<Notification> notifications)
    {
        var attempts =
            from notification in notifications
            from one in notification.Attempts.Index()
            where entry.What == notification.EntryOf(one.Index) && entry.At == one.Item.At
            where entry.Note?.StartsWith(one.Item.Outcome, StringComparison.Ordinal) == true
            select one.Item;
        return attempts.FirstOrDefault() is { } attempt ? LostMessage.Of(attempt) : null;
    }

    [GeneratedRegex(
        @$"^(\w+ has come|answer of (?<answered>\w+)): (?<fault>{TimelineEntry.BrokenOff}|{TimelineEntry.LeftUnanswered})$")]
    private static partial Regex FaultPattern();
}
