using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>The calls of the shop, and those of an operator in the shop's place, as steps of a script.</summary>
/// <param name="symbols">The words that a script may contain.</param>
/// <param name="identity">What was wrong with refused calls.</param>
/// <param name="keepsItem">Whether a rule looks at the item, so that its name has to be kept.</param>
/// <param name="unsaved">Sentences about what cannot be saved are added here.</param>
internal sealed class CallStimuli(KnownSymbols symbols, RefusedIdentity identity, bool keepsItem, List<string> unsaved)
{
    // Of an accepted call they are those of the order and the payment that a script makes, or do not change what happens.
    static readonly string[] Identity =
    [
        "ShopID", "ShopPass", "OrderID", "AccessID", "AccessPass", "RetURL", "PayType", "ItemName",
        .. RefusedIdentity.ClientFields,
    ];

    public IEnumerable<Stimulus> Of(PaymentRecord record)
    {
        var calls = record.Observations.Where(one => one.Kind is ObservedKind.Call or ObservedKind.Other).ToList();
        // Of an old payment, or of one whose calls were forgotten, the timeline has those that were processed.
        var isObserved = calls.Exists(call => call.Kind == ObservedKind.Call);
        if (!isObserved) unsaved.Add("The calls are those of the timeline: KantanSim no longer has what was observed of them.");
        var ofTimeline = record.Timeline.Where(entry => IsCall(entry) && !(isObserved && IsObserved(entry, record.Payment)));
        return calls.Where(IsOfApi).Select(Of).Concat(ofTimeline.Select(Of)).OfType<Stimulus>();
    }

    bool IsOfApi(Observation call)
    {
        if (symbols.Operations.Contains(call.Api)) return true;
        unsaved.Add($"{call.Verb} {call.Api} at {Jst(call.At)} is no API of the gateway: a script cannot repeat it.");
        return false;
    }

    static string Jst(DateTimeOffset at) => Wire.Jst.Readable(at);

    // Null for a refused call that a script cannot repeat: it has changed nothing.
    Stimulus? Of(Observation call)
    {
        if (identity.Of(new(call.Api, call.At, call.Request, call.Errors, call.Notes)) is not { } wrong) return null;
        var line = Line(call.Api, call.Request, wrong, Outcome(call));
        return new(line, call.BeganAt, call.RealAt, call.At - call.Waited, call.At);
    }

    Stimulus? Of(TimelineEntry entry)
    {
        var api = entry.What.Split(' ')[0];
        var errors = entry.Answer?.GetValueOrDefault("ErrInfo", "") ?? "";
        string[] codes = errors.Length == 0 ? [] : errors.Split('|');
        if (identity.Of(new(api, entry.At, entry.Request!, codes, entry.Notes ?? [])) is not { } wrong) return null;
        var line = Line(api, entry.Request!, wrong, errors.Length == 0 ? "ok" : errors);
        return new(line, entry.RealAt - TimeSpan.FromMilliseconds(entry.Milliseconds), entry.RealAt, entry.At, entry.At);
    }

    bool IsCall(TimelineEntry entry) =>
        entry is { From: Party.Merchant, To: Party.Gateway, Request: not null }
        && symbols.Operations.Contains(entry.What.Split(' ')[0]);

    // Calls that an operator sent, and those with the ShopID of another shop, are on the timeline only.
    static bool IsObserved(TimelineEntry entry, Transaction payment) =>
        entry.Note?.StartsWith(TimelineEntry.SentBy(""), StringComparison.Ordinal) is not true
        && (entry.Request!.GetValueOrDefault("ShopID", "") is not { Length: > 0 } shop || shop == payment.ShopId);

    ScriptLine Line(
        string api, IReadOnlyDictionary<string, string> request, IReadOnlyDictionary<string, string> wrong, string gets)
    {
        var value = ScriptDefaults.ValueField(api) is { } field ? request.GetValueOrDefault(field, "") : null;
        // A step's value must not be blank; a field may.
        if (string.IsNullOrWhiteSpace(value)) value = null;
        var fields = Fields(api, value, request).SetItems(wrong);
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
