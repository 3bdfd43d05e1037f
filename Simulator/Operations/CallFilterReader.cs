using System.Text.RegularExpressions;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>Reads the filters of the list of calls.</summary>
internal static partial class CallFilterReader
{
    const int MaxText = 200;

    static readonly string Outcomes = string.Join(", ", CallOutcomes.Names);

    /// <param name="errors">Gets an error for each invalid value.</param>
    public static CallFilter Read(CallQuery query, List<FieldError> errors)
    {
        var filter = new CallFilter
        {
            Text = query[CallQuery.Text],
            Api = query[CallQuery.Api],
            ShopId = query[CallQuery.ShopId],
            OrderId = query[CallQuery.OrderId],
            AccessId = query[CallQuery.AccessId],
            Outcome = CallOutcomes.Parse(query[CallQuery.Outcome]),
            Code = query[CallQuery.Code],
            From = TimeOf(query[CallQuery.From]) ?? DateTimeOffset.MinValue,
            Before = EndOf(query[CallQuery.To]) ?? DateTimeOffset.MaxValue,
        };
        errors.AddRange(ErrorsOf(query, filter));
        return filter;
    }

    static IEnumerable<FieldError> ErrorsOf(CallQuery query, CallFilter filter)
    {
        if (filter.Text.Length > MaxText)
            yield return Error(query, CallQuery.Text, ($"at most {MaxText} characters", $"{MaxText}文字以内"));
        if (filter.Outcome is null && query[CallQuery.Outcome].Length > 0)
            yield return Error(query, CallQuery.Outcome, (Outcomes, Outcomes));
        if (!CodePattern().IsMatch(filter.Code))
            yield return Error(query, CallQuery.Code, ("an ErrInfo such as M01002001, or its beginning", "M01002001 のようなErrInfo、またはその先頭"));
        foreach (var error in ErrorsOfTimes(query, filter)) yield return error;
    }

    static IEnumerable<FieldError> ErrorsOfTimes(CallQuery query, CallFilter filter)
    {
        var wrong = new[] { CallQuery.From, CallQuery.To }.Where(name => query[name].Length > 0 && TimeOf(query[name]) is null).ToList();
        foreach (var name in wrong)
            yield return Error(query, name, (
                "a time such as 2026-01-31T09:00, which is JST without an offset",
                "2026-01-31T09:00 のような日時（時差の指定がなければ日本時間）"));
        if (wrong.Count == 0 && filter.From >= filter.Before)
            yield return Error(query, CallQuery.To, (
                $"a time after from, {query[CallQuery.From]}", $"from の {query[CallQuery.From]} より後の日時"));
    }

    static FieldError Error(CallQuery query, string name, (string En, string Ja) allowed) =>
        new(name, query[name], allowed.En) { AllowedJa = allowed.Ja };

    // In a query a plus sign that is not percent-encoded is a space.
    static DateTimeOffset? TimeOf(string text) => IsoTime.Parse(LostPlus().Replace(text, "${time}+${offset}"));

    // A day, a minute or a second is included as a whole.
    static DateTimeOffset? EndOf(string text)
    {
        if (TimeOf(text)?.ToUniversalTime() is not { } time) return null;
        var span = Day().IsMatch(text) ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(Minute().IsMatch(text) ? 60 : 1);
        return DateTimeOffset.MaxValue - time < span ? DateTimeOffset.MaxValue : time + span;
    }

    [GeneratedRegex("^[A-Za-z0-9]{0,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex("(?<time>[T ][0-9:.]+) (?<offset>[0-9:]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex LostPlus();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?!:?[0-9])(?!:)", RegexOptions.CultureInvariant)]
    private static partial Regex Minute();
}
