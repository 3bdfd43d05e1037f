namespace KantanSim.Transactions;

/// <summary>A sentence that explains how something was interpreted, answered or refused, and why. Secrets in it are masked.</summary>
/// <param name="En">For the control API and the log.</param>
/// <param name="Ja">For Japanese pages; empty when there is no translation.</param>
internal sealed record Note(string En, string Ja = "");
