using System.Globalization;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>A message of a payment as the sequence diagram and the timeline show it: who spoke to whom, what was said, decoded and raw.</summary>
internal static class MessageModel
{
    static readonly string[] Lanes = [Party.Consumer, Party.Merchant, Party.Gateway, Party.Wallet, Party.Settlement];

    public static IEnumerable<Dictionary<string, object?>> All(Transaction payment, IReadOnlyList<TimelineEntry> timeline, ExchangeLog traffic, string gateway)
    {
        var calls = traffic.FindByAccessId(payment.AccessId);
        for (var at = 0; at < timeline.Count; at++) yield return Of(payment, timeline[at], at + 1, calls, gateway);
    }

    /// <summary>The steps that have not come yet, as messages without a time.</summary>
    public static IEnumerable<Dictionary<string, object?>> Ahead(IReadOnlyList<TimelineEntry> timeline) =>
        Flow.Steps.Where(step => timeline.All(line => line.Number != step.Number))
            .Select(step => new Dictionary<string, object?> { ["number"] = step.Number, ["en"] = step.En, ["ja"] = step.Ja, ["lane"] = Lane(step.From, step.To) });

    /// <summary>The anchor of a message on the page; messages count from 1.</summary>
    public static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"m{index}");

    static Dictionary<string, object?> Of(Transaction payment, TimelineEntry line, int index, List<Exchange> calls, string gateway)
    {
        var step = Flow.Steps.FirstOrDefault(known => known.Number == line.Number);
        var api = line.What.Split(' ')[0];
        var call = line is { From: Party.Merchant, To: Party.Gateway, Request: { } fields } ? calls.Find(one => one.Api == api && IsSame(one.Request, fields)) : null;
        return new()
        {
            ["id"] = Id(index),
            ["index"] = index,
            ["number"] = line.Number is { } number ? $"{number}" : "",
            ["en"] = step?.En ?? "",
            ["ja"] = step?.Ja ?? "",
            ["what"] = line.What,
            ["what_ja"] = TimelineTranslations.ToJapanese(line.What) ?? "",
            // What a step's own name says already is not said twice.
            ["detail"] = step is null || step.En.Equals(line.What, StringComparison.OrdinalIgnoreCase) || line.What == "payment request" ? "" : line.What,
            ["from"] = line.From,
            ["to"] = line.To,
            ["lane"] = Lane(line.From, line.To),
            ["aside"] = line.From == Party.Simulator,
            ["at"] = DisplayText.Time(line.At),
            ["after"] = DisplayText.Elapsed(line.At - payment.CreatedAt),
            ["real_at"] = DisplayText.Clock(line.RealAt),
            ["ms"] = DisplayText.Milliseconds(line.Milliseconds),
            ["bad"] = line.Failed,
            ["note"] = line.Note ?? "",
            ["notes"] = DisplayText.Notes(line.Notes),
            ["request"] = DisplayText.Fields(line.Request),
            ["answer"] = DisplayText.Fields(line.Answer),
            ["raw_request"] = call is not null ? BodyFormatter.Escape(call.Body.Bytes) : RawRequest(line),
            ["raw_request_kept"] = call is not null,
            ["raw_answer"] = call?.RawAnswer is { } kept ? BodyFormatter.Escape(kept) : RawAnswer(line),
            ["curl"] = CurlCommand.Of(line, api, gateway),
        };
    }

    static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(field => other.TryGetValue(field.Key, out var value) && value == field.Value);

    // What is no longer kept is written as KantanSim itself writes it; its own messages always are.
    static string RawRequest(TimelineEntry line) =>
        line.Request is { Count: > 0 } fields && IsOnTheWire(line) ? BodyFormatter.Escape(BodyFormatter.Form(fields)) : "";

    static string RawAnswer(TimelineEntry line) =>
        line.Answer is { Count: > 0 } fields && (line.From, line.To) is (Party.Merchant, Party.Gateway) or (Party.Gateway, Party.Merchant) && !fields.ContainsKey("HTTP status")
            ? BodyFormatter.Escape(ResponseBody.Write(fields)) : "";

    static bool IsOnTheWire(TimelineEntry line) => (line.From, line.To) is (Party.Merchant, Party.Gateway) or (Party.Gateway, Party.Merchant) or (Party.Consumer, Party.Gateway);

    // The names of style classes: from which of the five lifelines to which, and which way.
    static string Lane(string from, string to)
    {
        var (a, b) = (Array.IndexOf(Lanes, from) + 1, Array.IndexOf(Lanes, to) + 1);
        return a == 0 || b == 0 ? "aside" : a == b ? $"l{a} self" : a < b ? $"l{a} r{b} right" : $"l{b} r{a} left";
    }
}
