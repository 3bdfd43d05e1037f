namespace KantanSim.Testing;

/// <summary>How a <see cref="KantanSimServer"/> starts. The defaults suit a test.</summary>
public sealed record KantanSimServerOptions
{
    /// <summary>A folder of scenario files; null: the library that comes with KantanSim.</summary>
    public string? Scenarios { get; init; }

    /// <summary>Makes all generated identifiers the same in each run; null: random ones.</summary>
    public long? Seed { get; init; }

    /// <summary>Where simulated time stands, or from where it runs; null: the present time.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Whether simulated time runs with real time. Otherwise it moves by advances alone.</summary>
    public bool ClockRuns { get; init; }

    /// <summary>
    /// How long in real time a notification waits for the shop's answer before simulated time goes on without it. Long, so that a slow
    /// machine does not change a test's result.
    /// </summary>
    public TimeSpan ShopPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Further settings by name, such as <c>NotifyAllow</c> or <c>Protocol:CodeFamily</c>; see docs/settings.md.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets each warning and error that KantanSim logs; null: they are not written. Is called from several threads.</summary>
    public Action<string>? Log { get; init; }
}
