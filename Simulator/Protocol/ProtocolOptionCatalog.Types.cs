using System.Collections.Immutable;
using System.Globalization;

namespace KantanSim.Protocol;

/// <summary>The types of options, with their text format.</summary>
internal static partial class ProtocolOptionCatalog
{
    const int MaxFileName = 100;

    static ProtocolOption Flag(string name, Func<ProtocolOptions, bool> get, Func<ProtocolOptions, bool, ProtocolOptions> set) =>
        new(name, "true or false",
            options => get(options) ? "true" : "false",
            (options, text) => bool.TryParse(text, out var flag) ? set(options, flag) : null)
        { Values = ["true", "false"], AllowedJa = "trueまたはfalse" };

    static ProtocolOption OneOf<T>(string name, Func<ProtocolOptions, T> get, Func<ProtocolOptions, T, ProtocolOptions> set)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return new(name, string.Join(", ", names),
            options => get(options).ToString(),
            (options, text) => Known(names, text) is { } found ? set(options, Enum.Parse<T>(found)) : null)
        { Values = [.. names] };
    }

    static ProtocolOption Words(
        string name, string[] words, Func<ProtocolOptions, string> get, Func<ProtocolOptions, string, ProtocolOptions> set) =>
        new(name, string.Join(", ", words),
            get,
            (options, text) => words.Contains(text) ? set(options, text) : null)
        { Values = [.. words] };

    static ProtocolOption Number(
        string name, int from, int to, Func<ProtocolOptions, int> get, Func<ProtocolOptions, int, ProtocolOptions> set) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"),
            options => get(options).ToString(CultureInfo.InvariantCulture),
            (options, text) => ParseNumber(text) is { } number && number >= from && number <= to ? set(options, number) : null)
        { AllowedJa = string.Create(CultureInfo.InvariantCulture, $"{from}～{to}の整数") };

    static ProtocolOption Names(
        string name, string[] known, Func<ProtocolOptions, ImmutableArray<string>> get,
        Func<ProtocolOptions, ImmutableArray<string>, ProtocolOptions> set) =>
        new(name, $"comma-separated, of {string.Join(", ", known)}",
            options => string.Join(',', get(options)),
            (options, text) =>
            {
                var names = Split(text).Select(one => Known(known, one)).ToList();
                return names.Contains(null) ? null : set(options, [.. names.OfType<string>().Distinct()]);
            })
        { AllowedJa = $"カンマ区切り：{string.Join("、", known)}" };

    static ProtocolOption Days(
        string name, Func<ProtocolOptions, ImmutableArray<int>> get, Func<ProtocolOptions, ImmutableArray<int>, ProtocolOptions> set) =>
        new(name, "comma-separated days of the month, 1 to 31",
            options => string.Join(',', get(options)),
            (options, text) =>
            {
                var days = Split(text).Select(ParseNumber).ToList();
                var isValid = days.Count > 0 && days.TrueForAll(day => day is >= 1 and <= 31);
                return isValid ? set(options, [.. days.OfType<int>().Distinct().Order()]) : null;
            })
        { AllowedJa = "日（1～31）をカンマ区切りで" };

    static ProtocolOption Window(
        string name, Func<ProtocolOptions, DailyWindow?> get, Func<ProtocolOptions, DailyWindow?, ProtocolOptions> set) =>
        new(name, "empty, or HH:mm-HH:mm",
            options => Format(get(options)),
            (options, text) => TryParseWindow(text, out var window) ? set(options, window) : null)
        { AllowedJa = "空、または HH:mm-HH:mm" };

    static ProtocolOption File(string name, Func<ProtocolOptions, string> get, Func<ProtocolOptions, string, ProtocolOptions> set) =>
        new(name, "letters, digits, . _ - with {ShopId} and {Date}, 1 to 100 characters, not starting with a dot",
            get,
            (options, text) => IsFileName(text) ? set(options, text) : null)
        { AllowedJa = "英数字と . _ - 、{ShopId}、{Date}（1～100文字、先頭はドット以外）" };

    static ProtocolOption Status(string name, Func<ProtocolOptions, int> get, Func<ProtocolOptions, int, ProtocolOptions> set) =>
        new(name, "200, or a whole number from 400 to 599",
            options => get(options).ToString(CultureInfo.InvariantCulture),
            (options, text) => ParseNumber(text) is { } status and (200 or (>= 400 and <= 599)) ? set(options, status) : null)
        { AllowedJa = "200、または400～599の整数" };

    static string? Known(string[] names, string text) =>
        Array.Find(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));

    static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static int? ParseNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static bool IsFileName(string text) =>
        text.Length is > 0 and <= MaxFileName && text[0] != '.'
        && text.Replace("{ShopId}", "", StringComparison.Ordinal).Replace("{Date}", "", StringComparison.Ordinal)
            .All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    static string Format(DailyWindow? window) =>
        window is { } set ? string.Create(CultureInfo.InvariantCulture, $"{set.From:HH\\:mm}-{set.To:HH\\:mm}") : "";

    static bool TryParseWindow(string text, out DailyWindow? window)
    {
        window = null;
        if (text.Length == 0) return true;
        var times = text.Split('-');
        if (times.Length != 2) return false;
        if (ParseTime(times[0]) is not { } from || ParseTime(times[1]) is not { } to || from == to) return false;
        window = new(from, to);
        return true;
    }

    static TimeOnly? ParseTime(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
