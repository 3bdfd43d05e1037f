using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>The checks' vocabulary. Lengths are characters unless the name says bytes.</summary>
internal static class FieldChecks
{
    const string LettersAndDigits = "[A-Za-z0-9]";

    const string Digits = "0123456789";
    const string Alphanumeric = Digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static readonly SearchValues<char> Digit = SearchValues.Create(Digits);
    static readonly SearchValues<char> LetterOrDigit = SearchValues.Create(Alphanumeric);
    static readonly SearchValues<char> LetterDigitOrHyphen = SearchValues.Create(Alphanumeric + "-");

    public static FieldCheck LongerThan(int than, ErrorCode error) => LongerThan(_ => than, error);

    public static FieldCheck LongerThan(Func<ProtocolOptions, int> than, ErrorCode error) => new(error,
        (field, choices) => field.Value.Length > than(choices),
        choices => new(Most(than(choices), "character")) { MaxLength = than(choices) });

    public static FieldCheck MoreBytesThan(int than, ErrorCode error) => MoreBytesThan(_ => than, error);

    public static FieldCheck MoreBytesThan(Func<ProtocolOptions, int> than, ErrorCode error) => new(error,
        (field, choices) => field.ByteLength > than(choices),
        choices => new(Most(than(choices), "byte") + " in CP932"));

    public static FieldCheck NotDigits(ErrorCode error) => new(error,
        (field, _) => !IsDigits(field),
        _ => new("digits only") { Pattern = "^[0-9]*$" });

    public static FieldCheck NotAlphanumeric(int upTo, ErrorCode error) => new(error,
        (field, _) => field.Value.Length > upTo || !HasOnly(field, LetterOrDigit),
        _ => new($"letters and digits, {Most(upTo, "character")}") { MaxLength = upTo, Pattern = $"^{LettersAndDigits}*$" });

    public static FieldCheck NotExactly(int length, ErrorCode error) => new(error,
        (field, _) => field.Value.Length != length || !HasOnly(field, LetterOrDigit),
        _ => new($"exactly {length} letters and digits") { MaxLength = length, Pattern = $"^{LettersAndDigits}{{{length}}}$" });

    public static FieldCheck NotOneOf(ErrorCode error, params string[] values) => new(error,
        (field, _) => !values.Contains(field.Value),
        _ => new(string.Join(" or ", values)) { Values = [.. values] });

    public static FieldCheck NotLettersDigitsHyphens(ErrorCode error) => new(error,
        (field, _) => !HasOnly(field, LetterDigitOrHyphen),
        _ => new("letters, digits and hyphens") { Pattern = "^[A-Za-z0-9-]*$" });

    public static FieldCheck Forbidden(ErrorCode error) => new(error,
        (field, choices) => choices.ForbiddenCharacters switch
        {
            ForbiddenCharactersMode.None => false,
            ForbiddenCharactersMode.SymbolsOnly => ForbiddenCharacters.ContainsSymbol(field.Value),
            _ => ForbiddenCharacters.ContainsAny(field.Value),
        },
        choices => new(choices.ForbiddenCharacters switch
        {
            ForbiddenCharactersMode.None => "any characters",
            ForbiddenCharactersMode.SymbolsOnly => "no forbidden symbols and no control characters",
            _ => "no forbidden symbols, no machine-dependent and no control characters",
        }));

    /// <summary>Only a number can be out of range: what is none has its own code.</summary>
    public static FieldCheck OutOfRange(long from, Func<ProtocolOptions, long> to, ErrorCode error) => new(error,
        (field, choices) => field.Value.Length < 10 && Request.Number(field.Value) is { } number && (number < from || number > to(choices)),
        choices => new(string.Create(CultureInfo.InvariantCulture, $"{from:#,0} to {to(choices):#,0}")));

    /// <summary>Only a number can be the wrong one.</summary>
    public static FieldCheck NotAmong(Func<ProtocolOptions, ImmutableArray<int>> values, ErrorCode error) => new(error,
        (field, choices) => IsDigits(field) && !(Request.Number(field.Value) is { } number && values(choices).Contains(number)),
        choices => new(string.Join(", ", values(choices))) { Values = [.. values(choices).Select(value => value.ToString(CultureInfo.InvariantCulture))] });

    /// <summary>Only six digits or fewer can be a wrong month: everything else has its own code.</summary>
    public static FieldCheck NotMonth(ErrorCode error) => new(error,
        (field, _) => IsDigits(field) && field.Value.Length <= 6 && !DateOnly.TryParseExact(field.Value, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var _),
        _ => new("a month as yyyyMM") { Pattern = "^[0-9]{4}(0[1-9]|1[0-2])$" });

    static bool IsDigits(FormField field) => HasOnly(field, Digit);

    static bool HasOnly(FormField field, SearchValues<char> these) => !field.Value.AsSpan().ContainsAnyExcept(these);

    static string Most(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"at most {number:#,0} {what}{(number == 1 ? "" : "s")}");
}
