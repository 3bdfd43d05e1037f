namespace KantanSim.Scenarios.Files;

/// <summary>The values that a rule's match and formulas can use when a hook is raised.</summary>
internal sealed record HookContext(Hook Hook)
{
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public string AccessId { get; init; } = "";
    /// <summary>Amount plus Tax in yen.</summary>
    public required long Total { get; init; }
    public string Item { get; init; } = "";
    public string Status { get; init; } = "";
    /// <summary>The API that is called; null when the hook is not raised by a call.</summary>
    public string? Operation { get; init; }
    /// <summary>From 1: how many times the hook was raised, or the delivery attempt of a notification.</summary>
    public int Attempt { get; init; } = 1;
    /// <summary>The simulated time of day in Japan.</summary>
    public TimeOnly Time { get; init; }
    /// <summary>How many times a rule, given by its index in the file, was played for this transaction before.</summary>
    public Func<int, int> PlayCount { get; init; } = _ => 0;
    /// <summary>A random number for a rule, given by its index in the file: at least 0 and below 1.</summary>
    public Func<int, double> Draw { get; init; } = _ => 0;
}
