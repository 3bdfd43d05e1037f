using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using KantanSim.Startup;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Container;

/// <summary>The examples of docs/container.md agree with the image and the settings.</summary>
public sealed partial class ContainerDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "container.md"));
    static readonly string Dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"));
    static readonly YamlNode[] Examples = [.. Block().Matches(Text).Select(block => Parsed(block.Groups[1].Value))];

    // Folders of the container do not exist here.
    static readonly string[] Folders = ["KantanSim:Data", "KantanSim:Scenarios", "KantanSim:Mappings"];

    [Fact]
    public void Document_has_examples_for_Compose_GitHub_and_GitLab() => Assert.Equal(3, Examples.Length);

    [Fact]
    public void Settings_of_the_examples_exist_and_their_values_are_allowed() => Assert.All(Examples, example =>
    {
        var settings = Scalars(example).Where(pair => pair.Key.StartsWith("KantanSim__", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)).ToList();
        Assert.NotEmpty(settings);
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Where(pair => !Folders.Contains(pair.Key))).Build());
        Assert.All(settings.Where(pair => Folders.Contains(pair.Key)), pair => Assert.Equal(":memory:", pair.Value));
    });

    [Fact]
    public void Ports_volumes_and_health_check_of_the_examples_are_those_of_the_image()
    {
        var gateway = Examples[0]["services"]["gateway"];
        Assert.True(File.Exists(Path.Combine(Repository.Root, $"{gateway["build"]}", "Dockerfile")));
        var exposed = Exposed().Match(Dockerfile).Groups[1].Value;
        Assert.All([.. Items(gateway["ports"]), .. Items(Examples[1]["jobs"]["payments"]["services"]["gateway"]["ports"])], port => Assert.EndsWith($":{exposed}", port, StringComparison.Ordinal));
        Assert.All(Address().Matches(string.Join('\n', Examples.SelectMany(Scalars).Select(pair => pair.Value))), port => Assert.Equal(exposed, port.Groups[1].Value));
        Assert.All(Items(gateway["volumes"]), volume => Assert.Contains($"--from=build {Mounted(volume)}", Dockerfile.Replace("--chown=1654:1654 ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var health = string.Join(", ", Items(gateway["healthcheck"]["test"]).Skip(1).Select(word => $"\"{word}\""));
        Assert.Contains($"--interval={gateway["healthcheck"]["interval"]} --timeout={gateway["healthcheck"]["timeout"]} --start-period={gateway["healthcheck"]["start_period"]} CMD [{health}]", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_names_exactly_the_metrics_that_exist()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name == PaymentTrace.Name) lock (names) names.Add(instrument.Name); } };
        listener.Start();
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Metrics=true");
        await simulated.RegisterPayment("FIGURES-1");
        lock (names) Assert.Equal(Figure().Matches(Text).Select(match => match.Groups[1].Value).Distinct().Order(), names.Order());
    }

    static string Mounted(string volume) => volume.Split(':')[1];

    static IEnumerable<string> Items(YamlNode list) => ((YamlSequenceNode)list).Select(item => $"{item}");

    static IEnumerable<KeyValuePair<string, string>> Scalars(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => pair.Value is YamlScalarNode value ? [new($"{pair.Key}", $"{value}")] : Scalars(pair.Value)),
        YamlSequenceNode list => list.SelectMany(Scalars),
        _ => [],
    };

    static YamlNode Parsed(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Single().RootNode;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?m)^EXPOSE (\d+) 8443$")]
    private static partial Regex Exposed();

    [GeneratedRegex(@"http://(?:gateway|localhost):(\d+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?m)`(kantansim\.(?:payments|gateway|notifications?|agenda|store)\.[a-z_.]+)`")]
    private static partial Regex Figure();
}
