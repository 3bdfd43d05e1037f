using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>Saves scenarios that were made on a page into the folder of scenarios, where they can be used at once.</summary>
internal sealed class ScenarioSaver(ScenarioWatcher scenarios)
{
    /// <param name="yaml">A valid file of this name.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ProblemException">400: the name is in use. 409: the folder cannot be written.</exception>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public async Task<string> Save(string name, string yaml)
    {
        var folder = scenarios.Current.Folder;
        var saving = ScenarioFolder.Save(scenarios.Current, name, yaml);
        if (saving.Outcome == ScenarioSavingOutcome.NameInUse) throw InUse(name);
        if (saving.Outcome == ScenarioSavingOutcome.NotWritable)
            throw ProblemException.Conflict(
                $"The folder {folder} cannot be written ({saving.Reason}). Download the file instead.",
                ja: $"フォルダー {folder} に書き込めません（{saving.Reason}）。ファイルをダウンロードしてください。");
        await scenarios.Refresh();
        return saving.Path!;
    }

    /// <summary>Refuses the name of another scenario that has a file.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public void RefuseNameInUse(string name)
    {
        if (scenarios.Current.WithoutDrafts.Find(name) is not null) throw InUse(name);
    }

    static ProblemException InUse(string name) => ProblemException.BadRequest(
    [
        new("name", name, "a name that no scenario and no file of the folder has")
        {
            AllowedJa = "シナリオにもフォルダー内のファイルにもまだない名前",
        },
    ]);
}
