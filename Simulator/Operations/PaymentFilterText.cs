using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Methods;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>The filter of a list of payments as it is written in a query. An empty part is left out.</summary>
internal sealed record PaymentFilterText
{
    public string OrderId { get; init; } = "";
    /// <summary>Several with commas.</summary>
    public string Status { get; init; } = "";
    public string Outcome { get; init; } = "";
    public string ShopId { get; init; } = "";
    public string Scenario { get; init; } = "";
    public string Notification { get; init; } = "";
    /// <summary><c>1</c> or <c>true</c>; <c>0</c> or <c>false</c> is no filter.</summary>
    public string Attention { get; init; } = "";
    public string Severity { get; init; } = "";
    public string Rule { get; init; } = "";
    /// <summary>The first day, minute or second of the registration.</summary>
    public string From { get; init; } = "";
    /// <summary>The last day, minute or second.</summary>
    public string To { get; init; } = "";

    /// <param name="errors">The parts that cannot be read are added to it; the filter is without them.</param>
    public PaymentFilter Read(PaymentMethods methods, List<FieldError> errors) => new()
    {
        ShopId = ShopId,
        OrderId = OrderId,
        Scenario = Scenario,
        Statuses = [.. Split(Status).Select(status => OneOf("status", status, PaymentNames.Statuses(methods), errors)).OfType<string>()],
        Outcome = PaymentNames.Outcome(OneOf("outcome", Outcome, PaymentNames.Outcomes, errors)),
        Notified = PaymentNames.Notified(OneOf("notification", Notification, PaymentNames.Notifications, errors)),
        NeedsAttention = OneOf("attention", Attention, ["1", "true", "0", "false"], errors) is { } attention && !IsNo(attention),
        Severity = SeverityId.Parse(OneOf("severity", Severity, SeverityId.All, errors)),
        Rule = OneOf("rule", Rule, [.. RuleCatalog.All.Select(rule => rule.Id)], errors) ?? "",
        From = Period("from", From, errors)?.Start,
        Before = Period("to", To, errors)?.End,
    };

    /// <summary>Whether a flag is switched off.</summary>
    public static bool IsNo(string flag) => flag is "0" or "false";

    static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static string? OneOf(string field, string value, IReadOnlyCollection<string> allowed, List<FieldError> errors)
    {
        if (value.Length == 0) return null;
        if (allowed.Contains(value)) return value;
        errors.Add(new(field, value, string.Join(", ", allowed)));
        return null;
    }

    static (DateTimeOffset Start, DateTimeOffset End)? Period(string field, string value, List<FieldError> errors)
    {
        if (value.Length == 0) return null;
        if (IsoTime.ParseQueryPeriod(value) is { } period) return period;
        errors.Add(new(field, value, "a day or a time in JST, such as 2026-01-31 or 2026-01-31T09:00")
        {
            AllowedJa = "2026-01-31 または 2026-01-31T09:00 のような日付・日時（日本時間）",
        });
        return null;
    }
}
