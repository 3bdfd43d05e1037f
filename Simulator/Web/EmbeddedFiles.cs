using System.Collections.Frozen;
using System.Reflection;

namespace KantanSim.Web;

/// <summary>The files embedded in the assembly: templates and assets, by their path under <c>Simulator/</c>, and documents.</summary>
internal static class EmbeddedFiles
{
    static readonly Assembly Own = typeof(EmbeddedFiles).Assembly;

    // Resource names by path: a build on Windows writes backslashes.
    static readonly FrozenDictionary<string, string> Names =
        Own.GetManifestResourceNames().ToFrozenDictionary(name => name.Replace('\\', '/'));

    public static IEnumerable<string> Paths => Names.Keys.Order(StringComparer.Ordinal);

    public static bool Has(string path) => Names.ContainsKey(path);

    /// <exception cref="FileNotFoundException">No file of that path is embedded.</exception>
    public static byte[] Bytes(string path)
    {
        using var content = Open(path);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc cref="Bytes"/>
    /// <param name="others">Further assemblies that may have the file.</param>
    public static string Text(string path, params IEnumerable<Assembly> others)
    {
        using var reader = new StreamReader(Open(path, others));
        return reader.ReadToEnd();
    }

    static Stream Open(string path, params IEnumerable<Assembly> others)
    {
        var own = Names.TryGetValue(path, out var name) ? Own.GetManifestResourceStream(name) : null;
        return own
            ?? others.Select(assembly => assembly.GetManifestResourceStream(path)).FirstOrDefault(found => found is not null)
            ?? throw new FileNotFoundException($"No file '{path}' is embedded.", path);
    }
}
