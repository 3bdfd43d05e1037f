using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>The checks' vocabulary. Lengths are characters unless the name says bytes.</summary>
internal static class Checks
{
    public static Check Longer(int than, ErrorCode error) => new(error, (field, _) => field.Value.Length > than);
    public static Check Longer(Func<Choices, int> than, ErrorCode error) => new(error, (field, choices) => field.Value.Length > than(choices));
    public static Check MoreBytes(int than, ErrorCode error) => new(error, (field, _) => field.ByteLength > than);
    public static Check MoreBytes(Func<Choices, int> than, ErrorCode error) => new(error, (field, choices) => field.ByteLength > than(choices));
    public static Check NotDigits(ErrorCode error) => new(error, (field, _) => !IsDigits(field));
    public static Check NotAlphanumeric(int upTo, ErrorCode error) => new(error, (field, _) => field.Value.Length > upTo || !field.Value.All(char.IsAsciiLetterOrDigit));
    public static Check NotExactly(int length, ErrorCode error) => new(error, (field, _) => field.Value.Length != length || !field.Value.All(char.IsAsciiLetterOrDigit));
    public static Check NotOneOf(ErrorCode error, params string[] values) => new(error, (field, _) => !values.Contains(field.Value));
    public static Check NotAllCharacters(Func<char, bool> allowed, ErrorCode error) => new(error, (field, _) => !field.Value.All(allowed));

    public static Check Forbidden(ErrorCode error) => new(error, (field, choices) => choices.ForbiddenCharacters switch
    {
        ForbiddenForm.None => false,
        ForbiddenForm.SymbolsOnly => ForbiddenCharacters.AnySymbolIn(field.Value),
        _ => ForbiddenCharacters.AnyIn(field.Value),
    });

    /// <summary>Only a number can be out of range: what is none has its own code.</summary>
    public static Check OutOfRange(long from, Func<Choices, long> to, ErrorCode error) => new(error, (field, choices) =>
        field.Value.Length < 10 && Request.Number(field.Value) is { } number && (number < from || number > to(choices)));

    /// <summary>Only a number can be the wrong one.</summary>
    public static Check NotAmong(Func<Choices, ImmutableArray<int>> values, ErrorCode error) => new(error, (field, choices) =>
        IsDigits(field) && !(Request.Number(field.Value) is { } number && values(choices).Contains(number)));

    /// <summary>Only six digits or fewer can be a wrong month: everything else has its own code.</summary>
    public static Check NotMonth(ErrorCode error) => new(error, (field, _) =>
        IsDigits(field) && field.Value.Length <= 6 && !DateOnly.TryParseExact(field.Value, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var _));

    static bool IsDigits(FormField field) => field.Value.All(char.IsAsciiDigit);
}
