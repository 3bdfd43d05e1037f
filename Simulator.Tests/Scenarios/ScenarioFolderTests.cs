using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>Saving a new scenario file: whole, never over another file, and refused clearly where the folder cannot be written.</summary>
public sealed class ScenarioFolderTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kantansim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void New_file_is_saved_whole_and_alone()
    {
        var saving = Save("one");

        Assert.Equal((ScenarioSavingOutcome.Saved, PathOf("one")), (saving.Outcome, saving.Path));
        Assert.Equal(Yaml("one"), File.ReadAllText(PathOf("one")));
        Assert.Equal([PathOf("one")], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("one.yaml", "the file has this name")]
    [InlineData("shops/one.yaml", "a scenario in a subfolder has this name")]
    [InlineData("one.yml", "a scenario with the other extension has this name")]
    public void Existing_name_is_not_saved(string existing, string why)
    {
        var path = Path.Combine(folder, existing);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Yaml("one"));

        Assert.True(Save("one").Outcome == ScenarioSavingOutcome.NameInUse, why);
        Assert.Equal([path], Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Name_of_a_draft_is_saved()
    {
        var draft = ScenarioFile.Parse(Yaml("one"), "one.yaml", BuiltInSymbols.Known).Scenario! with { IsDraft = true };
        var saving = ScenarioFolder.Save(Library().WithDrafts([draft]), "one", Yaml("one"));
        Assert.Equal(ScenarioSavingOutcome.Saved, saving.Outcome);
    }

    [Fact]
    public void Broken_file_is_not_overwritten()
    {
        File.WriteAllText(PathOf("one"), "broken: [");
        Assert.Equal(ScenarioSavingOutcome.NameInUse, Save("one").Outcome);
        Assert.Equal("broken: [", File.ReadAllText(PathOf("one")));
    }

    [Fact]
    public void Two_saved_at_once_do_not_overwrite_each_other()
    {
        var library = Library();
        var savings = new ScenarioSaving[8];
        Parallel.For(0, savings.Length, i => savings[i] = ScenarioFolder.Save(library, "one", $"{Yaml("one")}# {i}\n"));

        var saved = Assert.Single(savings, saving => saving.Outcome == ScenarioSavingOutcome.Saved);
        Assert.Equal($"{Yaml("one")}# {Array.IndexOf(savings, saved)}\n", File.ReadAllText(PathOf("one")));
        Assert.Equal([PathOf("one")], Directory.GetFiles(folder));
    }

    [Fact]
    public void Missing_folder_is_not_writable()
    {
        var library = new ScenarioLibrary(Path.Combine(folder, "missing"), [], []);
        var saving = ScenarioFolder.Save(library, "one", Yaml("one"));
        Assert.Equal(ScenarioSavingOutcome.NotWritable, saving.Outcome);
        Assert.Contains("missing", saving.Reason, StringComparison.Ordinal);
    }

    ScenarioSaving Save(string name) => ScenarioFolder.Save(Library(), name, Yaml(name));

    ScenarioLibrary Library() => ScenarioLibrary.Load(folder, BuiltInSymbols.Known);

    string PathOf(string name) => Path.Combine(folder, $"{name}.yaml");

    static string Yaml(string name) => $"name: {name}\ntitle: One\ndescription: One.\nrules:\n  - when: deciding\n    then: proceed\n";
}
