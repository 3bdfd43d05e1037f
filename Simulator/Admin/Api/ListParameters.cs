using System.Globalization;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Wire;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>Query parameters that several lists have: <c>limit</c>, <c>cursor</c> and <c>status</c>.</summary>
internal static class ListParameters
{
    const int DefaultLimit = 50;
    const int MaxLimit = 500;

    /// <summary>The maximum number of items: 1 to 500, by default 50.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static int ParseLimit(string? text) => OrThrow(text, ParseLimit);

    /// <param name="errors">Gets the error of an invalid value.</param>
    /// <inheritdoc cref="ParseLimit(string?)" path="/summary"/>
    public static int ParseLimit(string? text, List<FieldError> errors)
    {
        if (text is null) return DefaultLimit;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit);
        if (isNumber && limit is >= 1 and <= MaxLimit) return limit;
        errors.Add(new("limit", text, $"a whole number from 1 to {MaxLimit}") { AllowedJa = $"1～{MaxLimit}の整数" });
        return DefaultLimit;
    }

    /// <summary>The key below which a list continues.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static long ParseCursor(string? cursor) => OrThrow(cursor, ParseCursor);

    /// <param name="errors">Gets the error of an invalid value.</param>
    /// <inheritdoc cref="ParseCursor(string?)" path="/summary"/>
    public static long ParseCursor(string? cursor, List<FieldError> errors)
    {
        if (cursor is null) return long.MaxValue;
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var key)) return key;
        errors.Add(new("cursor", cursor, "the cursor of an earlier answer") { AllowedJa = "前の応答の cursor の値" });
        return long.MaxValue;
    }

    static T OrThrow<T>(string? text, Func<string?, List<FieldError>, T> parse)
    {
        List<FieldError> errors = [];
        var value = parse(text, errors);
        return errors.Count == 0 ? value : throw ProblemException.BadRequest(errors);
    }

    /// <summary>A point in time: ISO 8601, JST without an offset; null when it is left out.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static DateTimeOffset? ParseTime(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (IsoTime.ParseQuery(text) is { } time) return time;
        throw ProblemException.BadRequest([new(name, text, "an ISO 8601 time such as 2026-01-31T09:00:00+09:00")
        {
            AllowedJa = "2026-01-31T09:00:00+09:00 のような ISO 8601 の日時",
        }]);
    }

    /// <summary>
    /// Null at the end of the list. An answer with fewer items than the limit may have a cursor: one call looks through a limited number.
    /// </summary>
    public static string? FormatCursor(long? next) => next?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The statuses of a comma-separated list.</summary>
    /// <exception cref="ProblemException">400: no payment method has a status of that name.</exception>
    public static HashSet<string> ParseStatuses(string? list, PaymentMethods methods)
    {
        var known = methods.All.SelectMany(method => method.Lifecycle.Statuses).Select(status => status.Code).ToHashSet();
        var statuses = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        var unknown = statuses.Where(status => !known.Contains(status)).ToList();
        if (unknown.Count == 0) return statuses;
        throw ProblemException.BadRequest([.. unknown.Select(status => new FieldError("status", status, string.Join(", ", known)))]);
    }
}
