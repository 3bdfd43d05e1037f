namespace KantanSim.Operations;

/// <summary>The result of the consumer's action. Returned is the last post to RetURL; null when the browser did not return.</summary>
internal sealed record ConsumerView(
    string Action, string Status, string? ErrInfo, ReturnView? Returned,
    IReadOnlyList<TranscriptView> Transcript, TransactionView Transaction);

/// <summary>One thing that the consumer did, and what a browser would have shown then.</summary>
internal sealed record TranscriptView(string Did, string Got);

/// <summary>A post to RetURL. HttpStatus is null when there was no answer; outcome says why.</summary>
internal sealed record ReturnView(string Url, int? HttpStatus, string Outcome, IReadOnlyDictionary<string, string> Fields);
