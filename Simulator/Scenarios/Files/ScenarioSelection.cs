namespace KantanSim.Scenarios.Files;

/// <summary>What the <see cref="ScenarioSelector"/> found.</summary>
internal abstract record ScenarioSelection
{
    ScenarioSelection(string name, string reason) => (Name, Reason) = (name, reason);

    public string Name { get; }

    /// <summary>Why this name, in a few English words for the timeline.</summary>
    public string Reason { get; }

    /// <param name="Name">A scenario of the library.</param>
    /// <param name="Reason">Who named it.</param>
    /// <param name="Used">The arm that named it: one of its times is spent now.</param>
    public sealed record Selected(string Name, string Reason, Arm? Used = null) : ScenarioSelection(Name, Reason)
    {
        /// <summary>Nothing spoke of this very payment: it is the shop's own scenario, or the default.</summary>
        public bool IsFallback { get; init; }
    }

    /// <summary>The name that was given is not in the library.</summary>
    public sealed record Unknown(string Name, string Reason, IReadOnlyList<string> Known) : ScenarioSelection(Name, Reason);
}
