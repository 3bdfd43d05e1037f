using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>One check of a field's value.</summary>
/// <param name="Error">The code that is sent when the check fails.</param>
/// <param name="Fails">Whether a value that is present fails the check.</param>
/// <param name="Constraint">What the check accepts.</param>
internal sealed record FieldCheck(
    ErrorCode Error, Func<FormField, ProtocolOptions, bool> Fails, Func<ProtocolOptions, FieldConstraint> Constraint);

/// <summary>
/// The rules of a field. A required field that is missing gives one code; a field that is present gives the code of each check that it
/// fails.
/// </summary>
/// <param name="MissingError">The code of a required field that is missing; null for an optional field.</param>
internal sealed record FieldRule(string Name, ErrorCode? MissingError, ImmutableArray<FieldCheck> Checks)
{
    /// <summary>How well it is confirmed that the field exists.</summary>
    public Fact Fact { get; init; } = Facts.Module;

    /// <summary>How well its size and values are confirmed.</summary>
    public Fact SizeFact { get; init; } = Facts.Sizes;

    /// <summary>What the field is, in a few words.</summary>
    public required (string En, string Ja) About { get; init; }

    /// <summary>A valid value.</summary>
    public required string Example { get; init; }

    public static FieldRule Required(
        string name, ErrorCode missing, (string En, string Ja) about, string example, params ReadOnlySpan<FieldCheck> checks) =>
        new(name, missing, [.. checks]) { About = about, Example = example };

    public static FieldRule Optional(string name, (string En, string Ja) about, string example, params ReadOnlySpan<FieldCheck> checks) =>
        new(name, null, [.. checks]) { About = about, Example = example };

    /// <summary>Every code that the field can give.</summary>
    public IEnumerable<ErrorCode> Codes =>
        [.. MissingError is { } missing ? new[] { missing } : [], .. Checks.Select(check => check.Error)];

    /// <summary>All errors of the field, in the protocol's order. An empty value counts as missing.</summary>
    public ImmutableArray<ErrorCode> Validate(Request request, ProtocolOptions options)
    {
        var field = request.Field(Name);
        if (field.Value.Length == 0) return MissingError is { } code ? [code] : [];
        // Nearly every value is valid: the loop then allocates nothing.
        ImmutableArray<ErrorCode> errors = [];
        foreach (var check in Checks)
            if (check.Fails(field, options)) errors = errors.Add(check.Error);
        return errors;
    }

    public bool IsValid(Request request, ProtocolOptions options) => Validate(request, options).IsEmpty;
}
