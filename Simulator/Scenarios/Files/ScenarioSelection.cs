namespace KantanSim.Scenarios.Files;

/// <summary>The result of the <see cref="ScenarioSelector"/>.</summary>
internal abstract record ScenarioSelection
{
    ScenarioSelection(string name, string reason) => (Name, Reason) = (name, reason);

    public string Name { get; }

    /// <summary>Why this scenario, in a few English words for the timeline.</summary>
    public string Reason { get; }

    /// <param name="Name">A scenario of the library.</param>
    /// <param name="Reason">What selected it.</param>
    /// <param name="Used">The arm that selected it: the caller decrements its count.</param>
    public sealed record Selected(string Name, string Reason, Arm? Used = null) : ScenarioSelection(Name, Reason)
    {
        /// <summary>True when nothing selected this payment in particular: it is the shop's scenario or the default.</summary>
        public bool IsFallback { get; init; }
    }

    /// <summary>The selected name is not in the library.</summary>
    public sealed record Unknown(string Name, string Reason, IReadOnlyList<string> Known) : ScenarioSelection(Name, Reason);
}
