namespace KantanSim.Operations;

/// <summary>The gateway call to send in the shop's place.</summary>
internal sealed record MerchantRequest(string Action);

/// <summary>The gateway's answer to a call that was sent in the shop's place.</summary>
internal sealed record MerchantView(string Action, IReadOnlyDictionary<string, string> Answer, TransactionView Transaction);
