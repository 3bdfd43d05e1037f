using KantanSim.Advice;

namespace KantanSim.Commands;

/// <summary>Which findings the command <c>advice</c> shows, and which of them fail.</summary>
/// <param name="Shop">A ShopID; null for all shops.</param>
/// <param name="Since">Simulated time, inclusive; null for all.</param>
/// <param name="Threshold">The least serious severity that is shown and that fails. Null: all are shown, and errors fail.</param>
internal sealed record AdviceRequest(string? Shop, DateTimeOffset? Since, Severity? Threshold)
{
    /// <summary>The severities that are shown, most serious first.</summary>
    public IEnumerable<Severity> Shown => Enum.GetValues<Severity>().Where(severity => severity <= (Threshold ?? Severity.Hint));

    public bool IsFailure(Severity severity) => severity <= (Threshold ?? Severity.Error);
}
