using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <content>Drafts are kept in memory and survive a reload of the files, but not a restart.</content>
internal sealed partial class ScenarioWatcher
{
    /// <summary>The maximum number of drafts.</summary>
    public const int MaxDrafts = 100;

    ImmutableDictionary<string, Scenario> drafts = ImmutableDictionary<string, Scenario>.Empty;

    /// <summary>Adds a draft, or replaces the draft of its name. False when there are too many drafts.</summary>
    public bool AddDraft(Scenario scenario)
    {
        _ = Current;
        lock (sync)
        {
            if (drafts.Count >= MaxDrafts && !drafts.ContainsKey(scenario.Name)) return false;
            drafts = drafts.SetItem(scenario.Name, scenario with { IsDraft = true });
            Publish(current!);
        }
        return true;
    }

    /// <summary>The draft of a name; null for none.</summary>
    public Scenario? FindDraft(string name)
    {
        lock (sync) return drafts.GetValueOrDefault(name);
    }

    public void RemoveDraft(string name)
    {
        _ = Current;
        lock (sync)
        {
            drafts = drafts.Remove(name);
            Publish(current!);
        }
    }

    // Under the lock.
    void Publish(ScenarioLibrary library) => current = library.WithDrafts(drafts.Values);
}
