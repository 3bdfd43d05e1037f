namespace KantanSim.Operations;

internal sealed record ResetView(int Forgotten);
