namespace KantanSim.Clocks;

/// <summary>Real time, for what ends in real time although simulated clocks may stand still. Tests set <see cref="Source"/>.</summary>
internal sealed class RealTime
{
    public TimeProvider Source { get; set; } = TimeProvider.System;

    public DateTimeOffset Now => Source.GetUtcNow();
}
