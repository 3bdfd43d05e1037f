using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>The calls of the shop, and those of an operator in the shop's place, as steps of a script.</summary>
/// <param name="symbols">The words that a script may contain.</param>
/// <param name="keepsItem">Whether a rule looks at the item, so that its name has to be kept.</param>
/// <param name="unsaved">Sentences about what cannot be saved are added here.</param>
internal sealed class CallStimuli(KnownSymbols symbols, bool keepsItem, List<string> unsaved)
{
    // They are those of the order and the payment that a script makes, or do not change what happens.
    static readonly string[] Identity =
    [
        "ShopID", "ShopPass", "OrderID", "AccessID", "AccessPass", "RetURL", "PayType", "ItemName",
        "ClientField1", "ClientField2", "ClientField3", "ClientFieldFlag",
    ];

    public IEnumerable<Stimulus> Of(PaymentRecord record)
    {
        var calls = record.Observations.Where(one => one.Kind is ObservedKind.Call or ObservedKind.Other).ToList();
        // Of an old payment, or of one whose calls were forgotten, the timeline has those that were processed.
        var isObserved = calls.Exists(call => call.Kind == ObservedKind.Call);
        if (!isObserved) unsaved.Add("The calls are those of the timeline: KantanSim no longer has what was observed of them.");
        return calls.Where(IsOfApi).Select(Of).Concat(record.Timeline.Where(entry => IsCall(entry, isObserved)).Select(Of));
    }

    bool IsOfApi(Observation call)
    {
        if (symbols.Operations.Contains(call.Api)) return true;
        unsaved.Add($"{call.Verb} {call.Api} at {Jst(call.At)} is no API of the gateway: a script cannot repeat it.");
        return false;
    }

    static string Jst(DateTimeOffset at) => Wire.Jst.Readable(at);

    Stimulus Of(Observation call)
    {
        var line = Line(call.Api, call.Request, Outcome(call));
        return new(line, call.BeganAt, call.RealAt, call.At - call.Waited, call.At);
    }

    Stimulus Of(TimelineEntry entry)
    {
        var api = entry.What.Split(' ')[0];
        var errors = entry.Answer?.GetValueOrDefault("ErrInfo", "") ?? "";
        var line = Line(api, entry.Request!, errors.Length == 0 ? "ok" : errors);
        return new(line, entry.RealAt - TimeSpan.FromMilliseconds(entry.Milliseconds), entry.RealAt, entry.At, entry.At);
    }

    // Calls that an operator sent are on the timeline only.
    bool IsCall(TimelineEntry entry, bool isObserved) =>
        entry is { From: Party.Merchant, To: Party.Gateway, Request: not null }
        && symbols.Operations.Contains(entry.What.Split(' ')[0])
        && (!isObserved || entry.Note?.StartsWith("sent by ", StringComparison.Ordinal) is true);

    ScriptLine Line(string api, IReadOnlyDictionary<string, string> request, string gets)
    {
        var value = ScriptDefaults.ValueField(api) is { } field ? request.GetValueOrDefault(field, "") : null;
        // A step's value must not be blank; a field may.
        if (string.IsNullOrWhiteSpace(value)) value = null;
        var fields = Fields(api, value, request);
        return new(api, value, Known(api, gets), fields.IsEmpty ? null : fields);
    }

    ImmutableSortedDictionary<string, string> Fields(string api, string? value, IReadOnlyDictionary<string, string> request)
    {
        var defaults = ScriptDefaults.Fields(api, value).ToDictionary(field => field.Name, field => field.Value);
        var sent = request.Where(field => !Identity.Contains(field.Key) && defaults.GetValueOrDefault(field.Key, "") != field.Value);
        var omitted = defaults
            .Where(field => field.Value.Length > 0 && !request.ContainsKey(field.Key))
            .Select(field => KeyValuePair.Create(field.Key, ""));
        var item = request.Where(field => keepsItem && field.Key == "ItemName");
        return sent.Concat(omitted).Concat(item).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    static string Outcome(Observation call) => call.Fault switch
    {
        AnswerFault.Hung or AnswerFault.Dropped => "nothing",
        AnswerFault.Garbled => "garbled",
        _ when call.HttpStatus is not (0 or 200) => $"HTTP {call.HttpStatus}",
        _ => call.Answer.GetValueOrDefault("ErrInfo", "") is { Length: > 0 } errors ? errors : "ok",
    };

    string? Known(string api, string gets)
    {
        if (gets.StartsWith("HTTP ", StringComparison.Ordinal)) return gets;
        if (ScriptReader.Outcomes.Contains(gets) || symbols.Errors.Contains(gets)) return gets;
        unsaved.Add($"{api} was answered with {gets}: \"gets\" takes one known code, so this answer is not checked.");
        return null;
    }
}
