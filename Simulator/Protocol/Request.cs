using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>
/// The fields of a call. By default names are case-insensitive and the first field of a repeated name counts; two
/// protocol options change that.
/// </summary>
internal sealed class Request
{
    // UNVERIFIED: whether the real server is case-sensitive, and which field of a repeated name it uses.
    readonly Dictionary<string, FormField> fields;
    readonly HashSet<string>? repeated;

    public Request(
        IEnumerable<FormField> received,
        FieldCaseMode fieldCase = FieldCaseMode.Ignored,
        RepeatedFieldMode whenRepeated = RepeatedFieldMode.First)
    {
        var capacity = received.TryGetNonEnumeratedCount(out var count) ? count : 0;
        fields = new(capacity, fieldCase == FieldCaseMode.Exact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var field in received)
        {
            if (fields.TryAdd(field.Name, field)) continue;
            repeated ??= new(fields.Comparer);
            repeated.Add(fields[field.Name].Name);
            if (whenRepeated == RepeatedFieldMode.Last) fields[field.Name] = field;
        }
    }

    /// <summary>The names of fields that were sent more than once, each in its first spelling.</summary>
    public IReadOnlyCollection<string> Repeated => repeated is null ? [] : repeated;

    /// <summary>The names as they were sent, each once.</summary>
    public IEnumerable<string> Names => fields.Values.Select(sent => sent.Name);

    public static Request Parse(ReadOnlySpan<byte> form, ProtocolOptions options) =>
        new(FormBody.Read(form), options.FieldCase, options.RepeatedField);

    /// <summary>The value of a field; empty when it was not sent.</summary>
    public string this[string name] => Field(name).Value;

    public FormField Field(string name) => fields.TryGetValue(name, out var field) ? field : new(name, "", 0);

    /// <summary>The value of a field as a number; <paramref name="whenEmpty"/> when it is missing or is not a number.</summary>
    public int Number(string name, int whenEmpty = 0) => Number(this[name]) ?? whenEmpty;

    public static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The errors of the fields in the order of the rules.</summary>
    public ImmutableArray<ErrorCode> Validate(ImmutableArray<FieldRule> rules, ProtocolOptions options)
    {
        ImmutableArray<ErrorCode> errors = [];
        foreach (var rule in rules) errors = errors.AddRange(rule.Validate(this, options));
        return errors;
    }

    /// <summary>The fields with secrets masked.</summary>
    public IReadOnlyDictionary<string, string> Masked(Redactor? redactor = null) =>
        (redactor ?? Redactor.ByName).MaskFields(fields.Values.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
