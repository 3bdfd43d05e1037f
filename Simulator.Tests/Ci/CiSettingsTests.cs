using System.Text.RegularExpressions;
using KantanSim.Startup;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Ci;

/// <summary>The settings in docs/ci and in the Compose example exist, and their values are allowed.</summary>
public sealed partial class CiSettingsTests
{
    // Their values are folders in the container, which do not exist here.
    static readonly string[] Folders = [":memory:", "/data"];

    static readonly Dictionary<string, Func<IEnumerable<KeyValuePair<string, string>>>> Examples = new()
    {
        ["Compose"] = () => YamlNodes.Parse(Block().Match(Text("docs/container.md")).Groups[1].Value).Scalars(),
        ["GitHub"] = () => Lines(YamlNodes.File("docs/ci/github/workflow.yml")["jobs"]["payments"]["steps"][1]["with"]["settings"]),
        ["GitHub with the image"] = () => YamlNodes.File("docs/ci/github/workflow-image.yml").Scalars(),
        ["GitLab"] = () => YamlNodes.File("docs/ci/gitlab/kantansim.gitlab-ci.yml")[".kantansim"].Scalars(),
        ["GitLab with the image"] = () => YamlNodes.File("docs/ci/gitlab/kantansim.gitlab-ci.yml")[".kantansim-service"].Scalars(),
        ["Kubernetes"] = () => Manifests.Container["env"].Items()
            .Select(item => KeyValuePair.Create($"{item["name"]}", $"{item.Find("value") ?? "from a secret"}")),
        ["Kubernetes, one team"] = () => Manifests.Find("ConfigMap")["data"].Pairs(),
    };

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Settings_exist_and_their_values_are_allowed(string name)
    {
        var settings = Examples[name]().Where(pair => pair.Key.StartsWith("KantanSim__", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value))
            .ToLookup(pair => pair.Key == "KantanSim:Data");
        Assert.NotEmpty(settings[false]);
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings[false].Where(pair => !IsMounted(pair))).Build());
        Assert.All(settings[true], pair => Assert.Contains(pair.Value, Folders));
    }

    static bool IsMounted(KeyValuePair<string, string?> pair) => pair.Key is "KantanSim:Mappings" or "KantanSim:Scenarios";

    static IEnumerable<KeyValuePair<string, string>> Lines(YamlNode settings) =>
        from line in $"{settings}".Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split('=', 2)
        select KeyValuePair.Create($"KantanSim__{parts[0]}", parts[1]);

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
