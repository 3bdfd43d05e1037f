using KantanSim.Scenarios.Files;

namespace KantanSim.Commands;

/// <summary>What <c>tail</c> shows. A part that is null matches everything.</summary>
/// <param name="Order">A pattern with <c>*</c> and <c>?</c>.</param>
/// <param name="Api">The name of an API; then no notifications are shown. Case is ignored.</param>
/// <param name="ErrorsOnly">Only what was refused, failed or went wrong.</param>
internal sealed record TailFilter(string? Shop, string? Order, string? Api, bool ErrorsOnly)
{
    public bool Matches(TailRow row) =>
        (Shop is null || row.ShopId == Shop)
        && (Order is null || Glob.Fits(Order, row.OrderId))
        && (Api is null || Api.Equals(row.Api, StringComparison.OrdinalIgnoreCase))
        && (!ErrorsOnly || row.IsError);
}
