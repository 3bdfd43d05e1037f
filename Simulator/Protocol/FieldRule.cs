using System.Collections.Immutable;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>One thing that a field's value may fail at, and the code for it.</summary>
internal sealed record Check(ErrorCode Error, Func<FormField, bool> Fails);

/// <summary>What the protocol asks of a field. A missing required field gives its one code; a present one gives the code of each check that it fails.</summary>
internal sealed record FieldRule(string Name, ErrorCode? Missing, ImmutableArray<Check> Checks)
{
    public static FieldRule Required(string name, ErrorCode missing, params ReadOnlySpan<Check> checks) => new(name, missing, [.. checks]);

    public static FieldRule Optional(string name, params ReadOnlySpan<Check> checks) => new(name, null, [.. checks]);

    /// <summary>All errors of the field at once, in the protocol's order (protocol.md 1.2). An empty value counts as absent.</summary>
    public IEnumerable<ErrorCode> ErrorsIn(Request request)
    {
        var field = request.Field(Name);
        if (field.Value.Length == 0) return Missing is { } code ? [code] : [];
        return Checks.Where(check => check.Fails(field)).Select(check => check.Error);
    }
}

/// <summary>The checks' vocabulary. Lengths are characters unless the name says bytes.</summary>
internal static class Checks
{
    public static Check Longer(int than, ErrorCode error) => new(error, field => field.Value.Length > than);
    public static Check MoreBytes(int than, ErrorCode error) => new(error, field => field.ByteLength > than);
    public static Check NotDigits(ErrorCode error) => new(error, field => !field.Value.All(char.IsAsciiDigit));
    public static Check NotAlphanumeric(int upTo, ErrorCode error) => new(error, field => field.Value.Length > upTo || !field.Value.All(char.IsAsciiLetterOrDigit));
    public static Check NotExactly(int length, ErrorCode error) => new(error, field => field.Value.Length != length || !field.Value.All(char.IsAsciiLetterOrDigit));
    public static Check NotOneOf(ErrorCode error, params string[] values) => new(error, field => !values.Contains(field.Value));
    public static Check NotAllCharacters(Func<char, bool> allowed, ErrorCode error) => new(error, field => !field.Value.All(allowed));
    public static Check Forbidden(ErrorCode error) => new(error, field => ForbiddenCharacters.AnyIn(field.Value));

    /// <summary>Only a number can be out of range: what is none has its own code.</summary>
    public static Check OutOfRange(long from, long to, ErrorCode error) =>
        new(error, field => field.Value.Length < 10 && Request.Number(field.Value) is { } number && (number < from || number > to));
}
