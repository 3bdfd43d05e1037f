using System.Text;
using WireMock.Handlers;

namespace KantanSim.Mappings;

/// <summary>The bodies that mappings name by BodyAsFile: files below their folder, and nothing is ever written.</summary>
internal sealed class ReadOnlyFileSystemHandler(string folder) : LocalFileSystemHandler(folder)
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int LargestBody = 1_048_576;

    readonly string root = Path.GetFullPath(folder);

    public override string GetMappingFolder() => root;

    public override byte[] ReadResponseBodyAsFile(string path) => File.ReadAllBytes(Find(path));

    public override string ReadResponseBodyAsString(string path) => File.ReadAllText(Find(path), Encoding.UTF8);

    public override void WriteMappingFile(string path, string text) => throw Never;

    public override void WriteFile(string filename, byte[] bytes) => throw Never;

    public override void WriteFile(string folder, string filename, byte[] bytes) => throw Never;

    public override void DeleteFile(string filename) => throw Never;

    public override void WriteUnmatchedRequest(string filename, string text) => throw Never;

    static NotSupportedException Never => new("Mappings write no files.");

    string Find(string path)
    {
        var found = new[] { root, Path.Combine(root, MappingFiles.Bodies) }.Select(at => Path.GetFullPath(path, at))
            .FirstOrDefault(full => full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full));
        return found is null ? throw new FileNotFoundException($"BodyAsFile \"{path}\" is no file below the folder of mappings")
            : new FileInfo(found).Length > LargestBody ? throw new FileNotFoundException($"BodyAsFile \"{path}\" is longer than {LargestBody:N0} bytes")
            : found;
    }
}
