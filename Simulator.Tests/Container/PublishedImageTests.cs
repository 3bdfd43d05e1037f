using System.Formats.Tar;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>
/// <c>dotnet publish -t:PublishContainer</c> makes the image of the Dockerfile, but for what docs/container.md names. A registry in the
/// test process gets it.
/// </summary>
public sealed class PublishedImageTests(PushedImage image) : IClassFixture<PushedImage>
{
    // The SDK makes no folder outside the program's.
    const string Data = "KantanSim__Data=/app/data";

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
    public void Environment_is_that_of_the_Dockerfile_but_for_the_data_folder()
    {
        var expected = FinalStage.Values("ENV").Select(line => line.StartsWith("KantanSim__Data=", StringComparison.Ordinal) ? Data : line);
        var environment = image.Config["Env"]!.AsArray().Select(line => (string)line!).Where(line => line != "PATH=/usr/bin");
        Assert.Equal(expected.Order(StringComparer.Ordinal), environment.Order(StringComparer.Ordinal));
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
    public void Data_folder_belongs_to_the_user()
    {
        var folder = image.Files[Data.Split("=/")[1]];
        Assert.Equal((TarEntryType.Directory, (string?)image.Config["User"]), (folder.EntryType, $"{folder.Uid}"));
        Assert.True(folder.Mode.HasFlag(UnixFileMode.UserWrite));
    }
}
