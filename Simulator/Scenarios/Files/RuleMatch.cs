using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>When a rule speaks, beside its cue; every key that is given has to fit.</summary>
/// <param name="OrderId">A <see cref="Glob"/>.</param>
/// <param name="Item">A <see cref="Glob"/> for ItemName.</param>
/// <param name="Operation">The API that is called.</param>
/// <param name="Status">The payment's status; with <see cref="Hook.Notifying"/> the one that is told.</param>
/// <param name="Attempt">Which time it is, from 1.</param>
/// <param name="Time">A time of each day in Japan; one that ends before it begins goes over midnight.</param>
internal sealed record RuleMatch(
    string? ShopId = null, string? OrderId = null, long? AmountFrom = null, long? AmountTo = null, string? Item = null,
    string? Operation = null, string? Status = null, long? Attempt = null, (TimeOnly From, TimeOnly To)? Time = null)
{
    public bool Fits(HookContext occasion) =>
        new ScenarioMatch(ShopId, OrderId, AmountFrom, AmountTo, Item).Fits(occasion.ShopId, occasion.OrderId, occasion.Total, occasion.Item)
        && (Operation is null || Operation == occasion.Operation)
        && (Status is null || Status == occasion.Status)
        && (Attempt is null || Attempt == occasion.Attempt)
        && (Time is not { } window || occasion.Time.IsBetween(window.From, window.To));

    /// <summary>As it reads in lists: <c>operation RecruitSales, attempt 1</c>.</summary>
    public override string ToString() => string.Join(", ", Parts().Where(part => part.Length > 0));

    IEnumerable<string> Parts()
    {
        yield return new ScenarioMatch(ShopId, OrderId, AmountFrom, AmountTo, Item).ToString();
        if (Operation is not null) yield return $"operation {Operation}";
        if (Status is not null) yield return $"status {Status}";
        if (Attempt is { } attempt) yield return string.Create(CultureInfo.InvariantCulture, $"attempt {attempt}");
        if (Time is var (from, to)) yield return string.Create(CultureInfo.InvariantCulture, $"time {from:HH\\:mm}-{to:HH\\:mm}");
    }
}
