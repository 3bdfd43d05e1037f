namespace KantanSim.Operations;

/// <summary>The number of transactions that a reset has deleted.</summary>
internal sealed record ResetView(int Forgotten);
