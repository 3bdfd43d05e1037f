using System.Text.RegularExpressions;
using KantanSim.Tests.Container;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Ci;

/// <summary>What the manifests name exists: in the other manifests, in the image, and in the document.</summary>
public sealed partial class KubernetesReferenceTests
{
    public static TheoryData<string> Kustomizations => [.. Manifests.Kustomizations];

    [Theory, MemberData(nameof(Kustomizations))]
    public void Kustomization_lists_the_files_of_its_folder(string file)
    {
        var kustomization = YamlNodes.Parse(Manifests.Text(file));
        string[] known = ["apiVersion", "kind", "namespace", "resources", "images"];
        Assert.Subset(known.ToHashSet(), ((YamlMappingNode)kustomization).Children.Keys.Select(key => $"{key}").ToHashSet());
        var folder = Path.GetDirectoryName(file)!;
        var resources = kustomization["resources"].Texts().ToLookup(resource => resource.StartsWith("../", StringComparison.Ordinal));
        Assert.All(resources[true], other => Assert.True(File.Exists(Path.Combine(Manifests.Folder, folder, other, "kustomization.yaml"))));
        var files = Manifests.Files.Where(other => Path.GetDirectoryName(other) == folder && other != file).Select(Path.GetFileName);
        Assert.Equal(files.Order(StringComparer.Ordinal), resources[false].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Overlay_names_its_namespace_its_image_and_the_version_of_the_project()
    {
        var overlay = YamlNodes.Parse(Manifests.Text("team-a/kustomization.yaml"));
        Assert.Equal($"{Manifests.Find("Namespace")["metadata"]["name"]}", $"{overlay["namespace"]}");
        var image = Assert.Single(overlay["images"].Items());
        Assert.Equal($"{Manifests.Container["image"]}", $"{image["name"]}");
        var version = Version().Match(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"))).Groups[1].Value;
        Assert.Equal(version, $"{image["newTag"]}");
    }

    [Fact]
    public void Deployment_service_and_policy_select_the_pods()
    {
        var deployment = Manifests.Find("Deployment")["spec"];
        var labels = deployment["template"]["metadata"]["labels"].Pairs().ToHashSet();
        Assert.All(
            [deployment["selector"]["matchLabels"], Manifests.Find("Service")["spec"]["selector"],
                Manifests.Find("NetworkPolicy")["spec"]["podSelector"]["matchLabels"]],
            selector => Assert.Equal(labels, selector.Pairs().ToHashSet()));
    }

    [Fact]
    public void Ports_are_those_of_the_image()
    {
        var port = Assert.Single(Manifests.Container["ports"].Items());
        Assert.Equal(FinalStage.Values("EXPOSE").Single().Split(' ')[0], $"{port["containerPort"]}");
        var name = $"{port["name"]}";
        Assert.All(
            ["startupProbe", "readinessProbe", "livenessProbe"],
            probe => Assert.Equal(name, $"{Manifests.Container[probe]["httpGet"]["port"]}"));
        var service = Assert.Single(Manifests.Find("Service")["spec"]["ports"].Items());
        Assert.Equal(name, $"{service["targetPort"]}");
        var backend = Manifests.Find("Ingress")["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"];
        Assert.Equal($"{Manifests.Find("Service")["metadata"]["name"]}", $"{backend["name"]}");
        Assert.Equal($"{service["name"]}", $"{backend["port"]["name"]}");
        Assert.Equal(name, $"{Manifests.Find("NetworkPolicy")["spec"]["ingress"][0]["ports"][0]["port"]}");
    }

    [Fact]
    public void Path_of_the_ingress_is_that_of_the_public_URL() => Assert.Equal(
        $"{Manifests.Find("Ingress")["spec"]["rules"][0]["http"]["paths"][0]["path"]}", new Uri(PublicUrl).AbsolutePath);

    [Fact]
    public async Task Probes_are_answered_outside_the_path_of_the_public_URL_too()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PublicUrl={PublicUrl}");
        foreach (var probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
        {
            using var answer = await simulated.Get($"{Manifests.Container[probe]["httpGet"]["path"]}");
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    [Fact]
    public void Pod_runs_as_the_user_of_the_image_with_a_read_only_root()
    {
        var context = Manifests.Pod["securityContext"];
        Assert.All(["runAsUser", "fsGroup"], key => Assert.Equal(FinalStage.Values("USER").Single(), $"{context[key]}"));
        Assert.Equal("true", $"{context["runAsNonRoot"]}");
        Assert.Equal("true", $"{Manifests.Container["securityContext"]["readOnlyRootFilesystem"]}");
    }

    [Fact]
    public void Volumes_exist_and_the_database_is_on_the_claim()
    {
        var volumes = Manifests.Pod["volumes"].Items().ToDictionary(volume => $"{volume["name"]}");
        var mounts = Manifests.Container["volumeMounts"].Items()
            .ToDictionary(mount => $"{mount["mountPath"]}", mount => $"{mount["name"]}");
        Assert.Equal(volumes.Keys.Order(), mounts.Values.Order());
        var data = Manifests.Container["env"].Items().Single(item => $"{item["name"]}" == "KantanSim__Data")["value"];
        Assert.Equal(
            $"{Manifests.Find("PersistentVolumeClaim")["metadata"]["name"]}",
            $"{volumes[mounts[$"{data}"]]["persistentVolumeClaim"]["claimName"]}");
    }

    [Fact]
    public void Settings_and_secret_have_the_names_that_the_pod_reads()
    {
        Assert.Equal(
            $"{Manifests.Find("ConfigMap")["metadata"]["name"]}", $"{Manifests.Container["envFrom"][0]["configMapRef"]["name"]}");
        var secret = Manifests.Container["env"].Items().Single(item => item.Find("valueFrom") is not null)["valueFrom"]["secretKeyRef"];
        var command = $"create secret generic {secret["name"]} --from-literal={secret["key"]}=";
        foreach (var document in (string[])["docs/ci.md", "docs/ja/ci.md"])
            Assert.Contains(command, File.ReadAllText(Path.Combine(Repository.Root, document)), StringComparison.Ordinal);
    }

    static string PublicUrl => $"{Manifests.Find("ConfigMap")["data"]["KantanSim__PublicUrl"]}";

    [GeneratedRegex("<Version>([^<]+)</Version>")]
    private static partial Regex Version();
}
