using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Ci;

/// <summary>The files of docs/ci/kubernetes.</summary>
internal static class Manifests
{
    public static readonly string Folder = Path.Combine(Repository.Root, "docs", "ci", "kubernetes");

    /// <summary>All files, relative to the folder.</summary>
    public static readonly IReadOnlyList<string> Files =
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The kustomizations among the files.</summary>
    public static IEnumerable<string> Kustomizations => Files.Where(file => Path.GetFileName(file) == "kustomization.yaml");

    /// <summary>The container of the deployment.</summary>
    public static YamlNode Container => Assert.Single(Pod["containers"].Items());

    /// <summary>The pod of the deployment.</summary>
    public static YamlNode Pod => Find("Deployment")["spec"]["template"]["spec"];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>The only resource of a kind.</summary>
    public static YamlNode Find(string kind) =>
        Files.Except(Kustomizations).Select(file => YamlNodes.Parse(Text(file))).Single(resource => $"{resource["kind"]}" == kind);
}
