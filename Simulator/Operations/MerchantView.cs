namespace KantanSim.Operations;

/// <summary>What is sent for the shop.</summary>
internal sealed record MerchantRequest(string Action);

/// <summary>What the gateway answered to it.</summary>
internal sealed record MerchantView(string Action, IReadOnlyDictionary<string, string> Answer, TransactionView Transaction);
