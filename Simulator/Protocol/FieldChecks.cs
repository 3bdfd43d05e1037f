using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>
/// The checks that field rules are made of, each named after the fault that it finds. Lengths are in characters unless the name says bytes.
/// </summary>
internal static class FieldChecks
{
    const string LettersAndDigits = "[A-Za-z0-9]";

    const string Digits = "0123456789";
    const string Alphanumeric = Digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static readonly SearchValues<char> Digit = SearchValues.Create(Digits);
    static readonly SearchValues<char> LetterOrDigit = SearchValues.Create(Alphanumeric);
    static readonly SearchValues<char> LetterDigitOrHyphen = SearchValues.Create(Alphanumeric + "-");

    public static FieldCheck LongerThan(int limit, ErrorCode error) => LongerThan(_ => limit, error);

    public static FieldCheck LongerThan(Func<ProtocolOptions, int> limit, ErrorCode error) => new(error,
        (field, options) => field.Value.Length > limit(options),
        options => new(AtMost(limit(options), "character"), $"{Grouped(limit(options))}文字以内") { MaxLength = limit(options) });

    public static FieldCheck MoreBytesThan(int limit, ErrorCode error) => MoreBytesThan(_ => limit, error);

    public static FieldCheck MoreBytesThan(Func<ProtocolOptions, int> limit, ErrorCode error) => new(error,
        (field, options) => field.ByteLength > limit(options),
        options => new(AtMost(limit(options), "byte") + " in CP932", $"CP932で{Grouped(limit(options))}バイト以内"));

    public static FieldCheck NotDigits(ErrorCode error) => new(error,
        (field, _) => !IsDigits(field),
        _ => new("digits only", "数字のみ") { Pattern = "^[0-9]*$" });

    public static FieldCheck NotAlphanumeric(int limit, ErrorCode error) => new(error,
        (field, _) => field.Value.Length > limit || !HasOnly(field, LetterOrDigit),
        _ => new($"letters and digits, {AtMost(limit, "character")}", $"英数字、{Grouped(limit)}文字以内")
        {
            MaxLength = limit,
            Pattern = $"^{LettersAndDigits}*$",
        });

    public static FieldCheck NotExactly(int length, ErrorCode error) => new(error,
        (field, _) => field.Value.Length != length || !HasOnly(field, LetterOrDigit),
        _ => new($"exactly {length} letters and digits", $"英数字{length}文字")
        {
            MaxLength = length,
            Pattern = $"^{LettersAndDigits}{{{length}}}$",
        });

    public static FieldCheck NotOneOf(ErrorCode error, params string[] values) => new(error,
        (field, _) => !values.Contains(field.Value),
        _ => new(string.Join(" or ", values), string.Join("または", values)) { Values = [.. values] });

    public static FieldCheck NotLettersDigitsHyphens(ErrorCode error) => new(error,
        (field, _) => !HasOnly(field, LetterDigitOrHyphen),
        _ => new("letters, digits and hyphens", "英数字とハイフン") { Pattern = "^[A-Za-z0-9-]*$" });

    public static FieldCheck Forbidden(ErrorCode error) => new(error,
        (field, options) => options.ForbiddenCharacters switch
        {
            ForbiddenCharactersMode.None => false,
            ForbiddenCharactersMode.SymbolsOnly => ForbiddenCharacters.ContainsSymbol(field.Value),
            _ => ForbiddenCharacters.ContainsAny(field.Value),
        },
        options => options.ForbiddenCharacters switch
        {
            ForbiddenCharactersMode.None => new("any characters", "すべての文字"),
            ForbiddenCharactersMode.SymbolsOnly => new("no forbidden symbols and no control characters", "禁則記号と制御文字を除く"),
            _ => new("no forbidden symbols, no machine-dependent and no control characters", "禁則記号、機種依存文字、制御文字を除く"),
        });

    /// <summary>A number outside a range. A value that is not a number of up to 9 digits passes: other checks have a code for it.</summary>
    public static FieldCheck OutOfRange(long from, Func<ProtocolOptions, long> to, ErrorCode error) => new(error,
        (field, options) => field.Value.Length < 10 && Request.Number(field.Value) is { } number
            && (number < from || number > to(options)),
        options => new($"{Grouped(from)} to {Grouped(to(options))}", $"{Grouped(from)}から{Grouped(to(options))}"));

    /// <summary>A number that is not in a list. A value with other characters than digits passes.</summary>
    public static FieldCheck NotAmong(Func<ProtocolOptions, ImmutableArray<int>> values, ErrorCode error) => new(error,
        (field, options) => IsDigits(field) && !(Request.Number(field.Value) is { } number && values(options).Contains(number)),
        options => new(string.Join(", ", values(options)), string.Join("、", values(options)))
        {
            Values = [.. values(options).Select(value => value.ToString(CultureInfo.InvariantCulture))],
        });

    /// <summary>Up to six digits that are not a month as yyyyMM. Any other value passes: other checks have a code for it.</summary>
    public static FieldCheck NotMonth(ErrorCode error) => new(error,
        (field, _) => IsDigits(field) && field.Value.Length <= 6 && !IsMonth(field.Value),
        _ => new("a month as yyyyMM", "年月（yyyyMM）") { Pattern = "^[0-9]{4}(0[1-9]|1[0-2])$" });

    static bool IsMonth(string text) => DateOnly.TryParseExact(text, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool IsDigits(FormField field) => HasOnly(field, Digit);

    static bool HasOnly(FormField field, SearchValues<char> allowed) => !field.Value.AsSpan().ContainsAnyExcept(allowed);

    static string AtMost(int number, string unit) => $"at most {Grouped(number)} {unit}{(number == 1 ? "" : "s")}";

    static string Grouped(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
