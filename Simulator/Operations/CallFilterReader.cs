using System.Text.RegularExpressions;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>Reads the filters of the list of calls.</summary>
internal static partial class CallFilterReader
{
    const int MaxText = 200;

    static readonly string Outcomes = string.Join(", ", CallOutcomes.Names);

    static readonly (string En, string Ja) Codes =
        ("an ErrInfo such as M01002001, or its beginning", "M01002001 のようなErrInfo、またはその先頭");

    static readonly (string En, string Ja) Times = (
        "a time such as 2026-01-31T09:00, which is JST without an offset",
        "2026-01-31T09:00 のような日時（時差の指定がなければ日本時間）");

    /// <param name="errors">The parts that cannot be read are added to it; the filter is without them.</param>
    public static CallFilter Read(CallQuery query, List<FieldError> errors)
    {
        var text = Valid(query, CallQuery.Text, one => one.Length <= MaxText, ($"at most {MaxText} characters", $"{MaxText}文字以内"), errors);
        var outcome = Valid(query, CallQuery.Outcome, one => CallOutcomes.Parse(one) is not null, (Outcomes, Outcomes), errors);
        var code = Valid(query, CallQuery.Code, CodePattern().IsMatch, Codes, errors);
        var from = Period(query, CallQuery.From, errors)?.Start ?? DateTimeOffset.MinValue;
        return new()
        {
            Text = text,
            Api = query[CallQuery.Api],
            ShopId = query[CallQuery.ShopId],
            OrderId = query[CallQuery.OrderId],
            AccessId = query[CallQuery.AccessId],
            Outcome = CallOutcomes.Parse(outcome),
            Code = code,
            From = from,
            Before = Before(query, from, errors),
        };
    }

    // Empty for a value that is not valid.
    static string Valid(
        CallQuery query, string name, Func<string, bool> isValid, (string En, string Ja) allowed, List<FieldError> errors)
    {
        var text = query[name];
        if (text.Length == 0 || isValid(text)) return text;
        errors.Add(Error(query, name, allowed));
        return "";
    }

    static (DateTimeOffset Start, DateTimeOffset End)? Period(CallQuery query, string name, List<FieldError> errors) =>
        IsoTime.ParseQueryPeriod(Valid(query, name, text => IsoTime.ParseQueryPeriod(text) is not null, Times, errors));

    static DateTimeOffset Before(CallQuery query, DateTimeOffset from, List<FieldError> errors)
    {
        var end = Period(query, CallQuery.To, errors)?.End ?? DateTimeOffset.MaxValue;
        if (from < end) return end;
        errors.Add(Error(query, CallQuery.To, (
            $"a time after from, {query[CallQuery.From]}", $"from の {query[CallQuery.From]} より後の日時")));
        return DateTimeOffset.MaxValue;
    }

    static FieldError Error(CallQuery query, string name, (string En, string Ja) allowed) =>
        new(name, query[name], allowed.En) { AllowedJa = allowed.Ja };

    [GeneratedRegex("^[A-Za-z0-9]{0,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
