using System.Formats.Tar;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Container;

/// <summary>
/// <c>dotnet publish -t:PublishContainer</c> makes the image of the Dockerfile, but for what docs/container.md names. A registry in the
/// test process gets it.
/// </summary>
public sealed class PublishedImageTests(PushedImage image) : IClassFixture<PushedImage>
{
    [Fact]
    public void Base_image_of_the_project_is_that_of_the_Dockerfile()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "Simulator", "Simulator.csproj"));
        Assert.Equal(FinalStage.BaseImage, project.Descendants("ContainerBaseImage").Single().Value);
    }

    [Fact]
    public void User_and_working_folder_are_those_of_the_Dockerfile()
    {
        Assert.Equal(FinalStage.Values("USER").Single(), (string?)image.Config["User"]);
        Assert.Equal($"{FinalStage.Values("WORKDIR").Single()}/", (string?)image.Config["WorkingDir"]);
    }

    [Fact]
    public void Entry_point_is_that_of_the_Dockerfile() =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(FinalStage.Values("ENTRYPOINT").Single()), image.Config["Entrypoint"]));

    [Fact]
    public void Ports_are_those_of_the_Dockerfile() => Assert.Equal(
        FinalStage.Values("EXPOSE").Single().Split(' ').Select(port => $"{port}/tcp"),
        image.Config["ExposedPorts"]!.AsObject().Select(port => port.Key));

    [Fact]
    public void Environment_is_that_of_the_Dockerfile_with_folders_inside_the_program_s()
    {
        // The SDK makes no folder outside it.
        var expected = FinalStage.Values("ENV").Select(line => line.Replace("=/", "=/app/", StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Environment.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labels_of_the_Dockerfile_are_there()
    {
        var labels = image.Config["Labels"]!.AsObject().Select(label => $"{label.Key}=\"{label.Value}\"").ToHashSet();
        Assert.All(FinalStage.Values("LABEL"), label => Assert.Contains(label, labels));
    }

    [Fact]
    public void Layer_has_the_program_with_its_scenarios_and_bill_of_materials()
    {
        string[] program = ["app/KantanSim.dll", "app/KantanSim.runtimeconfig.json", "app/KantanSim.cdx.json"];
        var folder = Path.Combine(Repository.Root, "scenarios");
        var scenarios = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"app/scenarios/{Path.GetRelativePath(folder, file).Replace('\\', '/')}");
        Assert.Subset(image.Files.Keys.ToHashSet(), program.Concat(scenarios).ToHashSet());
    }

    [Fact]
    public async Task Program_starts_with_the_environment_and_writes_to_the_data_folder()
    {
        var environment = Environment.Select(line => line.Split('=', 2))
            .Select(pair => (pair[0], pair[1].Replace("/app/", $"{image.Published}/", StringComparison.Ordinal)));
        using var program = await SimulatorProcess.Begin(
            [], [.. environment], program: ["dotnet", Path.Combine(image.Published, "KantanSim.dll")]).Ready();
        Assert.True(File.Exists(Path.Combine(image.Published, "data", "kantansim.data")));
    }

    [Fact]
    public void Data_folder_belongs_to_the_user()
    {
        var folder = image.Files["app/data"];
        Assert.Equal((TarEntryType.Directory, (string?)image.Config["User"]), (folder.EntryType, $"{folder.Uid}"));
        Assert.True(folder.Mode.HasFlag(UnixFileMode.UserWrite));
    }

    // Without what the base image has.
    IEnumerable<string> Environment =>
        image.Config["Env"]!.AsArray().Select(line => (string)line!).Where(line => line != "PATH=/usr/bin");
}
