using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using KantanSim.Startup;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Container;

/// <summary>The examples in docs/container.md are consistent with the image, the settings and the metrics.</summary>
public sealed partial class ContainerDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "container.md"));
    static readonly string Dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"));
    static readonly YamlNode[] Examples = [.. Block().Matches(Text).Select(block => Parse(block.Groups[1].Value))];

    // Their values are folders in the container, which do not exist here.
    static readonly string[] Folders = ["KantanSim:Data", "KantanSim:Scenarios", "KantanSim:Mappings"];

    [Fact]
    public void Document_has_examples_for_Compose_GitHub_and_GitLab() => Assert.Equal(3, Examples.Length);

    [Fact]
    public void Settings_of_the_examples_exist_and_their_values_are_allowed() => Assert.All(Examples, example =>
    {
        var settings = Scalars(example)
            .Where(pair => pair.Key.StartsWith("KantanSim__", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value))
            .ToList();
        Assert.NotEmpty(settings);
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Where(pair => !Folders.Contains(pair.Key))).Build());
        Assert.All(settings.Where(pair => Folders.Contains(pair.Key)), pair => Assert.Equal(":memory:", pair.Value));
    });

    [Fact]
    public void Ports_of_the_examples_are_those_of_the_image()
    {
        var exposed = Exposed().Match(Dockerfile).Groups[1].Value;
        var workflowPorts = Examples[1]["jobs"]["payments"]["services"]["gateway"]["ports"];
        string[] ports = [.. Items(Gateway["ports"]), .. Items(workflowPorts)];
        Assert.All(ports, port => Assert.EndsWith($":{exposed}", port, StringComparison.Ordinal));
        var values = string.Join('\n', Examples.SelectMany(Scalars).Select(pair => pair.Value));
        Assert.All(Address().Matches(values), port => Assert.Equal(exposed, port.Groups[1].Value));
    }

    [Fact]
    public void Build_folder_and_volumes_of_the_Compose_example_are_those_of_the_image()
    {
        Assert.True(File.Exists(Path.Combine(Repository.Root, $"{Gateway["build"]}", "Dockerfile")));
        var copies = Dockerfile.Replace("--chown=1654:1654 ", "", StringComparison.Ordinal);
        Assert.All(
            Items(Gateway["volumes"]).Select(Mounted),
            folder => Assert.Contains($"--from=build {folder}", copies, StringComparison.Ordinal));
    }

    [Fact]
    public void Health_check_of_the_Compose_example_is_that_of_the_image()
    {
        var check = Gateway["healthcheck"];
        var command = string.Join(", ", Items(check["test"]).Skip(1).Select(word => $"\"{word}\""));
        Assert.Contains(
            $"--interval={check["interval"]} --timeout={check["timeout"]} --start-period={check["start_period"]} CMD [{command}]",
            Dockerfile,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_names_exactly_the_metrics_that_exist()
    {
        var documented = Metric().Matches(Text).Select(match => match.Groups[1].Value).Distinct();
        var names = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name != PaymentTrace.Name) return;
            lock (names) names.Add(instrument.Name);
        };
        listener.Start();
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Metrics=true");
        await simulated.RegisterPayment("FIGURES-1");
        lock (names) Assert.Equal(documented.Order(), names.Order());
    }

    static YamlNode Gateway => Examples[0]["services"]["gateway"];

    static string Mounted(string volume) => volume.Split(':')[1];

    static IEnumerable<string> Items(YamlNode list) => ((YamlSequenceNode)list).Select(item => $"{item}");

    static IEnumerable<KeyValuePair<string, string>> Scalars(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(Scalars),
        YamlSequenceNode list => list.SelectMany(Scalars),
        _ => [],
    };

    static IEnumerable<KeyValuePair<string, string>> Scalars(KeyValuePair<YamlNode, YamlNode> pair) =>
        pair.Value is YamlScalarNode value ? [new($"{pair.Key}", $"{value}")] : Scalars(pair.Value);

    static YamlNode Parse(string yaml)
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
    private static partial Regex Metric();
}
