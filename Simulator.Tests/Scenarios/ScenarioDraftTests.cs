using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Scenarios that are in memory only.</summary>
public sealed class ScenarioDraftTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-drafts-");
    readonly ScenarioWatcher watcher;

    public ScenarioDraftTests() => watcher = new(folder.FullName, BuiltInSymbols.Known) { PollInterval = TimeSpan.MaxValue };

    public void Dispose()
    {
        watcher.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Draft_survives_a_reload_and_is_not_a_file()
    {
        Assert.True(watcher.AddDraft(Draft("mine", "cancel")));
        Save("other", "leave");
        await watcher.Refresh().WithHangGuard();
        Assert.Equal(["mine", "other", "success"], watcher.Current.Names);
        Assert.True(watcher.Current.Find("mine")!.IsDraft);
        Assert.Equal(["other", "success"], watcher.Current.WithoutDrafts.Names);
    }

    [Fact]
    public async Task File_replaces_the_draft_of_its_name()
    {
        watcher.AddDraft(Draft("mine", "cancel"));
        Save("mine", "leave");
        await watcher.Refresh().WithHangGuard();
        var found = watcher.Current.Find("mine")!;
        Assert.False(found.IsDraft);
        Assert.IsType<ScenarioAction.Leave>(found.Rules[0].Then);
    }

    [Fact]
    public void Draft_replaces_the_draft_of_its_name()
    {
        watcher.AddDraft(Draft("mine", "cancel"));
        watcher.AddDraft(Draft("mine", "leave"));
        Assert.IsType<ScenarioAction.Leave>(watcher.Current.Find("mine")!.Rules[0].Then);
    }

    [Fact]
    public void Number_of_drafts_is_limited()
    {
        for (var number = 0; number < ScenarioWatcher.MaxDrafts; number++) Assert.True(watcher.AddDraft(Draft($"d{number}", "cancel")));
        Assert.False(watcher.AddDraft(Draft("one-more", "cancel")));
        Assert.True(watcher.AddDraft(Draft("d0", "leave")));
    }

    static string Text(string name, string action) => $"name: {name}\nrules: [{{ when: walletOpened, then: {action} }}]\n";

    static Scenario Draft(string name, string action) =>
        ScenarioFile.Parse(Text(name, action), $"{name}.yaml", BuiltInSymbols.Known).Scenario!;

    void Save(string name, string action) => File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"), Text(name, action));
}
