using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json.Nodes;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Packages;

namespace KantanSim.Tests.Container;

/// <summary>What <c>dotnet publish -t:PublishContainer</c> makes of this build and pushes, for linux-x64.</summary>
public sealed class PushedImage : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-container-");

    /// <summary>The configuration: user, ports, environment and so on.</summary>
    public JsonNode Config { get; private set; } = null!;

    /// <summary>The entries of the layer above the base image: path, type and owner.</summary>
    internal IReadOnlyDictionary<string, TarEntry> Files { get; private set; } = null!;

    /// <summary>The content of the image's folder <c>/app</c>.</summary>
    internal string Published => Path.Combine(folder.FullName, "published");

    public async ValueTask InitializeAsync()
    {
        // Packing uses the same intermediate files.
        _ = await BuiltPackages.Folder;
        await using var registry = await RegistryStandIn.Start();
        await Publish(registry.Address);
        var manifest = JsonNode.Parse(registry.Manifest("kantansim", "latest"))!;
        Config = JsonNode.Parse(registry.Blob("kantansim", (string)manifest["config"]!["digest"]!))!["config"]!;
        var layers = manifest["layers"]!.AsArray();
        Assert.Equal(BaseImage.Digest(BaseImage.Layer), (string?)layers[0]!["digest"]);
        Files = Read(registry.Blob("kantansim", (string)Assert.Single(layers.Skip(1))!["digest"]!));
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    async Task Publish(string registry)
    {
        var configuration = typeof(PushedImage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var published = await DotnetRun.Of(
            new(Repository.Root),
            [("DOTNET_CONTAINER_INSECURE_REGISTRIES", registry), ("TMPDIR", folder.CreateSubdirectory("temporary").FullName)],
            "publish", "Simulator", "--no-build", "-c", configuration, "-t:PublishContainer", "-v", "quiet", "-nologo",
            "-p:ContainerRuntimeIdentifier=linux-x64", $"-p:PublishDir={Published}/",
            $"-p:ContainerRegistry={registry}", $"-p:ContainerBaseImage={registry}/base:1");
        Assert.True(published.Code == 0, published.Text);
    }

    static Dictionary<string, TarEntry> Read(byte[] layer)
    {
        using var gzip = new GZipStream(new MemoryStream(layer), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var files = new Dictionary<string, TarEntry>();
        while (tar.GetNextEntry() is { } entry) files[entry.Name.TrimEnd('/')] = entry;
        return files;
    }
}
