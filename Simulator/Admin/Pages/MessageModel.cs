using System.Globalization;
using KantanSim.Operations;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a message of a payment, decoded and raw, for the sequence diagram and the timeline.</summary>
internal static class MessageModel
{
    /// <param name="lost">The messages that did not arrive, by their index in the timeline.</param>
    /// <param name="gateway">The base of the gateway's URLs.</param>
    public static IEnumerable<Dictionary<string, object?>> All(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyDictionary<int, LostMessage> lost, ExchangeLog traffic,
        MerchantActions actions, string gateway)
    {
        var calls = traffic.FindByAccessId(payment.AccessId);
        var unanswered = LostMessages.CallsWithoutAnswer(timeline);
        foreach (var (index, entry) in timeline.Index())
        {
            var message = Of(payment, entry, index + 1, lost.GetValueOrDefault(index), calls, gateway);
            var time = DisplayText.Time(entry.At);
            var isLater = index == 0 || time != DisplayText.Time(timeline[index - 1].At);
            yield return new(message)
            {
                ["answer_lost"] = unanswered.Contains(index),
                ["label"] = MessageLabel.Of(entry, actions),
                ["time"] = isLater ? time[5..] : "",
            };
        }
    }

    /// <summary>Steps that have not happened yet, as messages without a time.</summary>
    public static IEnumerable<Dictionary<string, object?>> Ahead(IEnumerable<FlowStep> steps) =>
        from step in steps
        select new Dictionary<string, object?>
        {
            ["number"] = step.Number,
            ["en"] = step.En,
            ["ja"] = step.Ja,
            ["lane"] = DiagramLane.Of(step.From, step.To),
        };

    /// <summary>The id of the message's element on the page; messages are counted from 1.</summary>
    public static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"m{index}");

    static Dictionary<string, object?> Of(
        Transaction payment, TimelineEntry entry, int index, LostMessage? lost, List<Exchange> calls, string gateway)
    {
        var (from, to) = lost is null ? (entry.From, entry.To) : (lost.From, lost.To);
        var api = entry.What.Split(' ')[0];
        var call = FindCall(entry, api, calls);
        return new()
        {
            ["id"] = Id(index),
            ["number"] = entry.Number is { } number ? $"{number}" : "",
            ["what"] = entry.What,
            ["what_ja"] = TimelineTranslations.ToJapanese(entry.What) ?? "",
            ["route_en"] = $"{from} → {to}",
            ["route_ja"] = $"{PartyLabels.ToJapanese(from)} → {PartyLabels.ToJapanese(to)}",
            ["lane"] = DiagramLane.Of(from, to),
            ["lost"] = Lost(lost),
            ["altered"] = AlteredMessage.Of(entry) is { } sent ? DisplayText.Note(sent) : null,
            ["changes"] = DisplayText.Changes(AlteredMessage.FieldsOf(entry)),
            ["at"] = DisplayText.ZonedTime(entry.At),
            ["after"] = DisplayText.Elapsed(entry.At - payment.CreatedAt),
            ["real_at"] = DisplayText.Clock(entry.RealAt),
            ["ms"] = DisplayText.Milliseconds(entry.Milliseconds),
            ["bad"] = lost is null ? entry.Failed : !lost.IsScripted,
            ["note"] = entry.Note ?? "",
            ["note_ja"] = TimelineNotes.ToJapanese(entry.Note ?? ""),
            ["notes"] = DisplayText.Notes(entry.Notes),
            ["request"] = DisplayText.Fields(entry.Request),
            ["answer"] = DisplayText.Fields(entry.Answer),
            ["raw_request"] = call is null ? RawRequest(entry) : BodyFormatter.Escape(call.Body.Bytes),
            ["raw_request_kept"] = call is not null,
            ["raw_answer"] = call?.RawAnswer is { } bytes ? BodyFormatter.Escape(bytes) : RawAnswer(entry),
            ["curl"] = CurlCommand.Of(entry, api, gateway),
        };
    }

    static Dictionary<string, object?>? Lost(LostMessage? lost) => lost is null ? null : new()
    {
        ["en"] = lost.Why.En,
        ["ja"] = lost.Why.Ja,
        ["scripted"] = lost.IsScripted,
    };

    // The call as it was received, with its bytes, as long as the log keeps it.
    static Exchange? FindCall(TimelineEntry entry, string api, List<Exchange> calls)
    {
        if (entry is not { From: Party.Merchant, To: Party.Gateway, Request: { } fields }) return null;
        return calls.Find(call => call.Api == api && AreEqual(call.Request, fields));
    }

    static bool AreEqual(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(field => other.TryGetValue(field.Key, out var value) && value == field.Value);

    // Bytes that are not in the log are encoded again from the fields, as KantanSim encodes its own messages.
    static string RawRequest(TimelineEntry entry)
    {
        var isForm = IsCallOrNotification(entry) || (entry.From, entry.To) is (Party.Consumer, Party.Gateway);
        return isForm && entry.Request is { Count: > 0 } fields ? BodyFormatter.Escape(BodyFormatter.Form(fields)) : "";
    }

    static string RawAnswer(TimelineEntry entry)
    {
        if (!IsCallOrNotification(entry) || entry.Answer is not { Count: > 0 } fields) return "";
        // The answer to a notification is stored as its HTTP status and body, not as fields.
        return fields.ContainsKey("HTTP status") ? "" : BodyFormatter.Escape(ResponseBody.Write(fields));
    }

    static bool IsCallOrNotification(TimelineEntry entry) =>
        (entry.From, entry.To) is (Party.Merchant, Party.Gateway) or (Party.Gateway, Party.Merchant);
}
