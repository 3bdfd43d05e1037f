namespace KantanSim.Tests.Infrastructure;

/// <summary>A time that stands still until a test sets it.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
