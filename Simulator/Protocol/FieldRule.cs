using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>One thing that a field's value may fail at, the code for it, and what is asked of the value.</summary>
internal sealed record FieldCheck(ErrorCode Error, Func<FormField, ProtocolOptions, bool> Fails, Func<ProtocolOptions, FieldConstraint> Constraint);

/// <summary>What the protocol asks of a field. A missing required field gives its one code; a present one gives the code of each check that it fails.</summary>
/// <param name="MissingError">The code of a required field that is missing; null for an optional one.</param>
internal sealed record FieldRule(string Name, ErrorCode? MissingError, ImmutableArray<FieldCheck> Checks)
{
    /// <summary>That the field exists.</summary>
    public Fact Fact { get; init; } = Facts.Module;

    /// <summary>Its size or values.</summary>
    public Fact SizeFact { get; init; } = Facts.Sizes;

    /// <summary>What it is, in a few words.</summary>
    public required string About { get; init; }

    /// <summary>A value that is taken.</summary>
    public required string Example { get; init; }

    public static FieldRule Required(string name, ErrorCode missing, string about, string example, params ReadOnlySpan<FieldCheck> checks) =>
        new(name, missing, [.. checks]) { About = about, Example = example };

    public static FieldRule Optional(string name, string about, string example, params ReadOnlySpan<FieldCheck> checks) =>
        new(name, null, [.. checks]) { About = about, Example = example };

    /// <summary>Every code that the field can give.</summary>
    public IEnumerable<ErrorCode> Codes => [.. MissingError is { } missing ? new[] { missing } : [], .. Checks.Select(check => check.Error)];

    /// <summary>All errors of the field at once, in the protocol's order (protocol.md 1.2). An empty value counts as absent.</summary>
    public ImmutableArray<ErrorCode> Validate(Request request, ProtocolOptions choices)
    {
        var field = request.Field(Name);
        if (field.Value.Length == 0) return MissingError is { } code ? [code] : [];
        ImmutableArray<ErrorCode> errors = [];
        // Nearly every value passes: nothing is made for it.
        foreach (var check in Checks)
            if (check.Fails(field, choices)) errors = errors.Add(check.Error);
        return errors;
    }

    /// <summary>Whether it has no error.</summary>
    public bool IsValid(Request request, ProtocolOptions choices) => Validate(request, choices).IsEmpty;
}
