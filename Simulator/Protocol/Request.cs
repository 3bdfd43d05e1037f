using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>The fields of a call. Names count without regard to case and the first of a repeated field counts, unless chosen otherwise (protocol.md 1.1).</summary>
internal sealed class Request
{
    // UNVERIFIED: whether the real server tells cases apart, and which of two equal names it takes (protocol.md 9, 26).
    readonly Dictionary<string, FormField> fields;
    readonly HashSet<string>? repeated;

    public Request(IEnumerable<FormField> received, FieldCaseMode fieldCase = FieldCaseMode.Ignored, RepeatedFieldMode whenRepeated = RepeatedFieldMode.First)
    {
        fields = new(received.TryGetNonEnumeratedCount(out var count) ? count : 0, fieldCase == FieldCaseMode.Exact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var field in received)
        {
            if (fields.TryAdd(field.Name, field)) continue;
            (repeated ??= new(fields.Comparer)).Add(fields[field.Name].Name);
            if (whenRepeated == RepeatedFieldMode.Last) fields[field.Name] = field;
        }
    }

    /// <summary>The names of fields that came more than once, each as it was spelled first.</summary>
    public IReadOnlyCollection<string> Repeated => repeated is null ? [] : repeated;

    public static Request Parse(ReadOnlySpan<byte> form, ProtocolOptions choices) => new(FormBody.Read(form), choices.FieldCase, choices.RepeatedField);

    public string this[string name] => Field(name).Value;

    public FormField Field(string name) => fields.TryGetValue(name, out var field) ? field : new(name, "", 0);

    /// <summary>A number of up to 9 digits, or 0 when the field is empty or has none.</summary>
    public int Number(string name, int whenEmpty = 0) => Number(this[name]) ?? whenEmpty;

    public static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public ImmutableArray<ErrorCode> Validate(ImmutableArray<FieldRule> rules, ProtocolOptions choices)
    {
        ImmutableArray<ErrorCode> errors = [];
        foreach (var rule in rules) errors = errors.AddRange(rule.Validate(this, choices));
        return errors;
    }

    /// <summary>The fields as they came, for showing: secrets are masked.</summary>
    public IReadOnlyDictionary<string, string> Masked(Redactor? by = null) =>
        (by ?? Redactor.ByName).MaskFields(fields.Values.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
