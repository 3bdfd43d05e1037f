using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Ci;

/// <summary>The manifests are valid by the schema of Kubernetes, in which fields that do not exist are refused.</summary>
public sealed class KubernetesSchemaTests
{
    static readonly JsonObject Definitions = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "Simulator.Tests", "Ci", "kubernetes-1.27.json")))!.AsObject();

    public static TheoryData<string> Files => [.. Manifests.Files.Except(Manifests.Kustomizations)];

    [Theory, MemberData(nameof(Files))]
    public void Manifest_is_valid(string file)
    {
        var result = Evaluate(Manifests.Text(file));
        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Theory]
    [InlineData("base/deployment.yaml", "  replicas: 1", "  replica: 1")]
    [InlineData("base/deployment.yaml", "  replicas: 1", "  replicas: one")]
    [InlineData("base/deployment.yaml", "type: Recreate", "type: Restart")]
    [InlineData("base/deployment.yaml", "containerPort: 8080", "hostPort: 8080")]
    [InlineData("base/deployment.yaml", "readOnlyRootFilesystem", "readOnlyRootFileSystem")]
    [InlineData("base/deployment.yaml", "memory: 192Mi", "memory: 192MB")]
    [InlineData("base/deployment.yaml", "apiVersion: apps/v1", "apiVersion: v1")]
    [InlineData("base/data.yaml", "storage: 1Gi", "storage: 1 Gi")]
    [InlineData("base/service.yaml", "port: 8080", "nodePort: 8080")]
    [InlineData("base/network-policy.yaml", "protocol: UDP", "protocol: DNS")]
    [InlineData("team-a/ingress.yaml", "pathType: Prefix", "pathtype: Prefix")]
    [InlineData("team-a/settings.yaml", "KantanSim__PublicUrl: https://pay.example/team-a", "KantanSim__KeepDays: 7")]
    public void Manifest_with_a_mistake_is_refused(string file, string part, string mistake)
    {
        var text = Manifests.Text(file);
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.False(Evaluate(text.Replace(part, mistake, StringComparison.Ordinal)).IsValid);
    }

    static EvaluationResults Evaluate(string yaml)
    {
        var resource = YamlNodes.Parse(yaml);
        return YamlSchema.Evaluate(Schema($"{resource["apiVersion"]}", $"{resource["kind"]}"), yaml);
    }

    // The definition that allows this version and kind; without one nothing is valid.
    static JsonSchema Schema(string version, string kind)
    {
        var name = Definitions["$defs"]!.AsObject()
            .SingleOrDefault(definition => Allows(definition.Value!, "apiVersion", version) && Allows(definition.Value!, "kind", kind)).Key;
        if (name is null) return JsonSchema.False;
        var schema = Definitions.DeepClone().AsObject();
        schema["$ref"] = $"#/$defs/{name}";
        return JsonSchema.FromText(schema.ToJsonString());
    }

    static bool Allows(JsonNode definition, string field, string value) =>
        (string?)(definition["properties"]?[field]?["enum"] as JsonArray)?[0] == value;
}
