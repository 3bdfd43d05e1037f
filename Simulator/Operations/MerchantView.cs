namespace KantanSim.Operations;

/// <summary>The gateway call to send in the shop's place.</summary>
/// <param name="Fields">Values of the call's own fields, such as Amount; those of shop and payment are known.</param>
internal sealed record MerchantRequest(string Action, IReadOnlyDictionary<string, string>? Fields = null);

/// <summary>The gateway's answer to a call that was sent in the shop's place.</summary>
internal sealed record MerchantView(string Action, IReadOnlyDictionary<string, string> Answer, TransactionView Transaction);
