namespace KantanSim.Check.Recording;

/// <summary>What <c>check init</c> writes, and what it watches.</summary>
/// <param name="File">The file that is written; it must not exist.</param>
/// <param name="Gateway">The URL of KantanSim, without a slash at the end.</param>
/// <param name="Shop">A ShopID; null: the payment of any shop.</param>
/// <param name="ShopUrl">The base URL of the merchant's shop, whose requests are recorded; null: nothing is recorded.</param>
internal sealed record InitRequest(string File, string Gateway, string? Shop, Uri? ShopUrl);
