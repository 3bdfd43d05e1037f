namespace KantanSim.Scenarios.Files;

/// <summary>All that a rule may ask of the moment in which its cue comes.</summary>
internal sealed record HookContext(Hook Hook)
{
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public string AccessId { get; init; } = "";
    /// <summary>Yen; Amount and Tax together.</summary>
    public required long Total { get; init; }
    public string Item { get; init; } = "";
    public string Status { get; init; } = "";
    /// <summary>The API that is called.</summary>
    public string? Operation { get; init; }
    /// <summary>Which time this is, from 1: of the cue, or of the notification's tries.</summary>
    public int Attempt { get; init; } = 1;
    /// <summary>The simulated time of day, in Japan.</summary>
    public TimeOnly Time { get; init; }
    /// <summary>How often a rule was played for this transaction before, by its place in the file.</summary>
    public Func<int, int> PlayCount { get; init; } = _ => 0;
}
