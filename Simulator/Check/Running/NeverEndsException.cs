namespace KantanSim.Check.Running;

/// <summary>A step did not end, although the shop had its time and simulated time passed.</summary>
internal sealed class NeverEndsException(string message) : Exception(message);
