using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Container;

/// <summary>Examples of docs/container.md and docs/ci that use the image are consistent with it, the document with the metrics.</summary>
public sealed partial class ContainerDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "container.md"));
    static readonly string Dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"));
    static readonly YamlNode Compose = YamlNodes.Parse(Block().Matches(Text).Single().Groups[1].Value);
    static readonly YamlNode Workflow = YamlNodes.File("docs/ci/github/workflow-image.yml");
    static readonly YamlNode Template = YamlNodes.File("docs/ci/gitlab/kantansim.gitlab-ci.yml")[".kantansim-service"];

    [Fact]
    public void Ports_of_the_examples_are_those_of_the_image()
    {
        var exposed = Exposed().Match(Dockerfile).Groups[1].Value;
        var workflowPorts = Workflow["jobs"]["payments"]["services"]["gateway"]["ports"];
        string[] ports = [.. Gateway["ports"].Texts(), .. workflowPorts.Texts()];
        Assert.All(ports, port => Assert.EndsWith($":{exposed}", port, StringComparison.Ordinal));
        var values = string.Join('\n', new[] { Compose, Workflow, Template }.SelectMany(YamlNodes.Scalars).Select(pair => pair.Value));
        Assert.All(Address().Matches(values), port => Assert.Equal(exposed, port.Groups[1].Value));
    }

    [Fact]
    public void Build_folder_and_volumes_of_the_Compose_example_are_those_of_the_image()
    {
        Assert.True(File.Exists(Path.Combine(Repository.Root, $"{Gateway["build"]}", "Dockerfile")));
        var copies = Dockerfile.Replace("--chown=1654:1654 ", "", StringComparison.Ordinal);
        Assert.All(
            Gateway["volumes"].Texts().Select(Mounted),
            folder => Assert.Contains($"--from=build {folder}", copies, StringComparison.Ordinal));
    }

    [Fact]
    public void Health_check_of_the_Compose_example_is_that_of_the_image()
    {
        var check = Gateway["healthcheck"];
        var command = string.Join(", ", check["test"].Texts().Skip(1).Select(word => $"\"{word}\""));
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

    static YamlNode Gateway => Compose["services"]["gateway"];

    static string Mounted(string volume) => volume.Split(':')[1];

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?m)^EXPOSE (\d+) 8443$")]
    private static partial Regex Exposed();

    [GeneratedRegex(@"http://(?:gateway|localhost):(\d+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?m)`(kantansim\.(?:payments|gateway|notifications?|agenda|store)\.[a-z_.]+)`")]
    private static partial Regex Metric();
}
