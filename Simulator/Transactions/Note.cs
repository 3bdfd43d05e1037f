namespace KantanSim.Transactions;

/// <summary>A sentence that says why something was read, answered or refused as it was. Secrets in it are masked.</summary>
/// <param name="En">As the control API and the log tell it.</param>
/// <param name="Ja">As Japanese pages show it; empty where there is no translation.</param>
internal sealed record Note(string En, string Ja = "");
