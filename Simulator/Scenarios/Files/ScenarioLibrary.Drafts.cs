namespace KantanSim.Scenarios.Files;

/// <content>Drafts: scenarios that were composed on a page and are in memory only.</content>
internal sealed partial class ScenarioLibrary
{
    ScenarioLibrary? withoutDrafts;

    /// <summary>The scenarios of the files alone.</summary>
    public ScenarioLibrary WithoutDrafts => withoutDrafts ?? this;

    /// <summary>The scenarios of the files and these drafts. A file has precedence over a draft of its name.</summary>
    public ScenarioLibrary WithDrafts(IEnumerable<Scenario> drafts)
    {
        var files = WithoutDrafts;
        List<Scenario> added = [.. drafts.Where(draft => files.Find(draft.Name) is null)];
        if (added.Count == 0) return files;
        return new(Folder, files.Scenarios.Concat(added), Diagnostics) { files = files.files, past = files.past, withoutDrafts = files };
    }

    /// <summary>The line of a file that a diagnostic is about; empty when it is about the whole file.</summary>
    public string LineOf(Diagnostic diagnostic)
    {
        if (!files.TryGetValue(diagnostic.File, out var file)) return "";
        var lines = file.Result.Text.Split('\n');
        return diagnostic.Line <= lines.Length ? lines[diagnostic.Line - 1].TrimEnd() : "";
    }
}
