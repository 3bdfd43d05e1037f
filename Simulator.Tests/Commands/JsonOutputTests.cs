using System.Text.Json.Nodes;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>With <c>--json</c> the standard output is JSON and nothing else.</summary>
public sealed class JsonOutputTests
{
    // They have no result but what they serve or print for a shell.
    static readonly string[] WithoutJson = ["serve", "completions SHELL"];

    public static TheoryData<string> Commands => [.. CommandNames.Uses(CommandLine.BuildCommands([])).Except(WithoutJson)];

    [Theory, MemberData(nameof(Commands))]
    public async Task Every_command_with_a_result_has_the_option(string use)
    {
        string[] path = [.. use.Split(' ').Where(word => word.Any(char.IsAsciiLetterLower))];
        var help = await CommandRun.Of([.. path, "--help"]);
        Assert.Contains("--json", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_are_those_of_the_control_API()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await CommandRun.Of(["scenarios", "list", "--json"], $"--KantanSim:Scenarios={UnchangedScenarios.Folder}");
        var served = (await simulated.CallApi(HttpMethod.Get, "/scenarios"))["body"]!["items"]!.AsArray();
        var listed = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal(served.Select(Name).Order(), listed.Select(Name).Order());
        Assert.True(JsonNode.DeepEquals(served.Single(IsSuccess), listed.Single(IsSuccess)), run.Output);
    }

    [Fact]
    public async Task Lint_is_an_array_of_problems_with_their_place()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-lint-");
        var file = Path.Combine(folder.FullName, "a.yaml");
        await File.WriteAllTextAsync(file, "name: a\nrulez: []\n", TestContext.Current.CancellationToken);
        var run = await CommandRun.Of(["scenarios", "lint", folder.FullName, "--json"]);
        folder.Delete(recursive: true);
        Assert.Equal(1, run.Code);
        Assert.Contains(JsonNode.Parse(run.Output)!.AsArray(), problem => (int)problem!["line"]! == 2);
    }

    [Fact]
    public async Task Health_says_whether_the_server_is_ready()
    {
        await using var simulated = await SimulatorFixture.Start();
        var ready = JsonNode.Parse((await CommandRun.Of(["health", "--json", "--url", simulated.Url])).Output)!;
        Assert.Equal(
            (true, 200, $"{simulated.Url}/healthz/ready"),
            ((bool)ready["ready"]!, (int)ready["httpStatus"]!, (string?)ready["url"]));
        var gone = await CommandRun.Of(["health", "--json", "--url", "http://127.0.0.1:1"]);
        var answer = JsonNode.Parse(gone.Output)!;
        Assert.Equal((1, false, null), (gone.Code, (bool)answer["ready"]!, answer["httpStatus"]));
    }

    [Fact]
    public async Task Export_and_import_say_what_was_written_and_read()
    {
        var root = Directory.CreateTempSubdirectory("kantansim-transfer-");
        var (from, to) = (Path.Combine(root.FullName, "from"), Path.Combine(root.FullName, "to"));
        var file = Path.Combine(root.FullName, "x.jsonl");
        await using (var simulated = await SimulatorFixture.Start(from)) await simulated.RegisterPayment("JSON-1");
        var exported = JsonNode.Parse((await CommandRun.Of(["export", file, "--json"], $"--KantanSim:Data={from}")).Output)!;
        Assert.Equal((file, false, 0), ((string?)exported["file"], (bool)exported["secrets"]!, (int)exported["unreadable"]!));
        var imported = JsonNode.Parse((await CommandRun.Of(["import", file, "--json"], $"--KantanSim:Data={to}")).Output)!;
        Assert.Equal((to, true), ((string?)imported["folder"], (int)imported["lines"]! > 1));
        root.Delete(recursive: true);
    }

    [Fact]
    public async Task Cases_of_the_check_are_an_array()
    {
        var cases = JsonNode.Parse((await CommandRun.Of(["check", "list", "--json", "--lang", "ja"])).Output)!.AsArray();
        var first = cases.Single(one => (string?)one!["id"] == "N05")!;
        Assert.True((bool)first["applies"]!);
        Assert.Contains(((string?)first["title"])!, letter => letter > 0x3000);
    }

    static string? Name(JsonNode? scenario) => (string?)scenario!["name"];

    static bool IsSuccess(JsonNode? scenario) => Name(scenario) == "success";
}
