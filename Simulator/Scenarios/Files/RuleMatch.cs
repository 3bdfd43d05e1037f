using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>The conditions of a rule besides its hook; every key that is given must match.</summary>
/// <param name="OrderId">A <see cref="Glob"/>.</param>
/// <param name="AmountFrom">In yen, inclusive.</param>
/// <param name="AmountTo">In yen, inclusive.</param>
/// <param name="Item">A <see cref="Glob"/> for ItemName.</param>
/// <param name="Operation">The API that is called.</param>
/// <param name="Status">The payment's status; at <see cref="Hook.Notifying"/> the notified one.</param>
/// <param name="Attempt">From 1; see <see cref="HookContext.Attempt"/>.</param>
/// <param name="Time">A daily time window in Japan; it spans midnight when To is before From. From is inclusive, To exclusive.</param>
internal sealed record RuleMatch(
    string? ShopId = null,
    string? OrderId = null,
    long? AmountFrom = null,
    long? AmountTo = null,
    string? Item = null,
    string? Operation = null,
    string? Status = null,
    long? Attempt = null,
    (TimeOnly From, TimeOnly To)? Time = null)
{
    public bool Fits(HookContext context) =>
        PaymentMatch.Fits(context.ShopId, context.OrderId, context.Total, context.Item)
        && (Operation is null || Operation == context.Operation)
        && (Status is null || Status == context.Status)
        && (Attempt is null || Attempt == context.Attempt)
        && (Time is not { } window || context.Time.IsBetween(window.From, window.To));

    /// <summary>The text in lists: <c>operation RecruitSales, attempt 1</c>.</summary>
    public override string ToString() => string.Join(", ", Parts().Where(part => part.Length > 0));

    ScenarioMatch PaymentMatch => new(ShopId, OrderId, AmountFrom, AmountTo, Item);

    IEnumerable<string> Parts()
    {
        yield return PaymentMatch.ToString();
        if (Operation is not null) yield return $"operation {Operation}";
        if (Status is not null) yield return $"status {Status}";
        if (Attempt is { } attempt) yield return string.Create(CultureInfo.InvariantCulture, $"attempt {attempt}");
        if (Time is var (from, to)) yield return string.Create(CultureInfo.InvariantCulture, $"time {from:HH\\:mm}-{to:HH\\:mm}");
    }
}
