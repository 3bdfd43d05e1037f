using System.Collections.Immutable;
using KantanSim.Check.Files;

namespace KantanSim.Check.Recording;

/// <summary>What the gateway has seen of a payment that a person made.</summary>
/// <param name="ShopPass">Null: the shop is unknown.</param>
/// <param name="Total">Yen, tax included.</param>
/// <param name="Results">What the shop was seen to learn the result from.</param>
internal sealed record SeenPayment(
    string AccessId, string OrderId, string ShopId, string? ShopPass, int Total, string ItemName,
    CaptureStyle Capture, string Status, ImmutableArray<ResultPath> Results);
