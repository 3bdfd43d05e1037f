namespace KantanSim.Operations;

/// <summary>What the consumer's turn came to; returned tells how the post to RetURL ended.</summary>
internal sealed record ConsumerView(string Action, string Status, string? ErrInfo, ReturnView? Returned, IReadOnlyList<TranscriptView> Transcript, TransactionView Transaction);

/// <summary>One thing that the consumer did, and what the browser would have been shown.</summary>
internal sealed record TranscriptView(string Did, string Got);

internal sealed record ReturnView(string Url, int? HttpStatus, string Outcome, IReadOnlyDictionary<string, string> Fields);
