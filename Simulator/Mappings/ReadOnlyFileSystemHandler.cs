using System.Text;
using WireMock.Handlers;

namespace KantanSim.Mappings;

/// <summary>Reads the files named by BodyAsFile, only from below the mapping folder. Every write is refused.</summary>
internal sealed class ReadOnlyFileSystemHandler(string folder) : LocalFileSystemHandler(folder)
{
    /// <summary>The maximum size of a body file, in bytes.</summary>
    public const int MaxBodyBytes = 1_048_576;

    readonly string root = Path.GetFullPath(folder);

    public override string GetMappingFolder() => root;

    public override byte[] ReadResponseBodyAsFile(string path) => File.ReadAllBytes(Find(path));

    public override string ReadResponseBodyAsString(string path) => File.ReadAllText(Find(path), Encoding.UTF8);

    public override void WriteMappingFile(string path, string text) => throw ReadOnly;

    public override void WriteFile(string filename, byte[] bytes) => throw ReadOnly;

    public override void WriteFile(string folder, string filename, byte[] bytes) => throw ReadOnly;

    public override void DeleteFile(string filename) => throw ReadOnly;

    public override void WriteUnmatchedRequest(string filename, string text) => throw ReadOnly;

    static NotSupportedException ReadOnly => new("Mappings cannot write files.");

    string Find(string path)
    {
        string[] folders = [root, Path.Combine(root, MappingFiles.BodyFolder)];
        var found = folders.Select(folder => Path.GetFullPath(path, folder)).FirstOrDefault(IsAllowed);
        if (found is null)
            throw new FileNotFoundException($"BodyAsFile \"{path}\" is not a file below the mapping folder");
        if (new FileInfo(found).Length > MaxBodyBytes)
            throw new FileNotFoundException($"BodyAsFile \"{path}\" is larger than {MaxBodyBytes:N0} bytes");
        return found;
    }

    // Not outside of the folder, as by `../`.
    bool IsAllowed(string fullPath) =>
        fullPath.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(fullPath);
}
