#pragma warning disable format // aligned tables
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

public sealed class ScenarioLibraryTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kantansim-scenarios-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_repository_files_are_valid()
    {
        Assert.Empty(RepositoryScenarios.Library.Diagnostics);
        Assert.Equal(
            Directory.GetFiles(RepositoryScenarios.Folder, "*.yaml", SearchOption.AllDirectories)
                .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            RepositoryScenarios.Library.Names);
    }

    [Theory]
    [InlineData("success",     null)]
    [InlineData("cancel",      "orderId SIM-CANCEL-*")]
    [InlineData("timeout",     "orderId SIM-TIMEOUT-*")]
    [InlineData("points-only", "orderId SIM-POINTS-*")]
    public void The_first_four_scenarios_have_titles_in_both_languages(string name, string? match)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        Assert.Equal(match, scenario.Match?.ToString());
        Assert.All([scenario.Title, scenario.Description], text => Assert.NotEqual(text.En, text.Ja));
    }

    [Fact]
    public void The_built_in_success_scenario_equals_its_file()
    {
        var file = RepositoryScenarios.Library.Find("success")!;
        Assert.NotSame(BuiltInScenarios.Success, file);
        Assert.Equal(BuiltInScenarios.Success.Rules, file.Rules);
        Assert.Equal(BuiltInScenarios.Success, file with { Rules = BuiltInScenarios.Success.Rules, Expect = null, Yaml = "" });
    }

    [Fact]
    public void The_points_only_scenario_uses_all_points_of_hanako() =>
        Assert.Equal(
            new ScenarioAction.Approve("hanako", PointsUse.All, null, null),
            new ScenarioRun(RepositoryScenarios.Library.Find("points-only")!).Raise(Hook.WalletOpened));

    [Fact]
    public void An_invalid_file_is_reported_and_the_others_are_loaded()
    {
        Write("b.yaml", "rules: [");
        Write("success.yaml", "name: success\n");
        Write("deep/er/c.YML", Good("c"));
        Write("a.yml", Good("a"));
        Write("note.txt", "not a scenario");
        Write("..data/a.yml", Good("a"));
        Assert.Equal(["a", "c", "success"], Load().Names);
        Assert.Equal(["b.yaml:2:1 broken-yaml", "success.yaml:1:1 missing-key"], Diagnostics());
        Assert.Same(BuiltInScenarios.Success, Load().Find("success"));
    }

    [Fact]
    public void A_duplicate_name_is_reported_with_both_files()
    {
        Write("a.yaml", Good("a"));
        Write("sub/a.yml", Good("a"));
        var diagnostic = Load().Diagnostics.Single();
        Assert.Equal(DiagnosticCode.DuplicateName, diagnostic.Code);
        Assert.Equal(At("sub/a.yml"), diagnostic.File);
        Assert.Contains(At("a.yaml"), diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "success"], Load().Names);
    }

    [Fact]
    public void A_file_above_the_size_limit_is_reported_and_not_read()
    {
        Write("a.yaml", Good("a") + new string('#', YamlFile.MaxBytes));
        Assert.Equal(["a.yaml:1:1 too-large"], Diagnostics());
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_reported()
    {
        File.WriteAllBytes(At("a.yaml"), [.. "title: "u8, 0x8C, 0x88, 0x8D, 0xCF]);
        Assert.Equal(["a.yaml:1:1 not-utf8"], Diagnostics());
    }

    [Fact]
    public void A_dangling_link_is_reported_as_unreadable()
    {
        File.CreateSymbolicLink(At("a.yaml"), At("nowhere"));
        Assert.Equal(["a.yaml:1:1 unreadable"], Diagnostics());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("a.yaml")]
    public void A_missing_folder_is_reported_and_only_the_built_in_success_exists(string name)
    {
        Write("a.yaml", Good("a"));
        var library = ScenarioLibrary.Load(At(name), BuiltInSymbols.Known);
        Assert.Equal($"{At(name)}:1:1 missing-folder the folder does not exist", library.Diagnostics.Single().ToString());
        Assert.Equal(["success"], library.Names);
        Assert.Null(library.Find("a"));
    }

    static string Good(string name) => $"name: {name}\nrules: [{{ when: walletOpened, then: cancel }}]\n";

    string At(string name) => Path.Combine(folder, name);

    ScenarioLibrary Load() => ScenarioLibrary.Load(folder, BuiltInSymbols.Known);

    IEnumerable<string> Diagnostics() =>
        Load().Diagnostics.Select(found => $"{Path.GetRelativePath(folder, found.File)}:{found.Line}:{found.Column} {found.Code}");

    void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
