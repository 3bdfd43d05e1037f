namespace KantanSim.Operations;

/// <summary>One page of a list. The cursor requests the next page; null at the end.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Cursor);

/// <summary>One page of the transactions.</summary>
/// <param name="Total">The number of matching transactions among those of <see cref="PaymentIndex"/>.</param>
/// <param name="IsTotalExact">Whether there are no older ones, so that the total counts all.</param>
internal sealed record TransactionListing(IReadOnlyList<TransactionView> Items, string? Cursor, int Total, bool IsTotalExact);
