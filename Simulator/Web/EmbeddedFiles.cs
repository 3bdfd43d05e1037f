using System.Collections.Frozen;
using System.Reflection;

namespace KantanSim.Web;

/// <summary>The files compiled into the program: templates and assets, by their path under <c>Simulator/</c>.</summary>
internal static class EmbeddedFiles
{
    // The build writes the path with the separator of the machine that built it.
    static readonly FrozenDictionary<string, string> Names =
        typeof(EmbeddedFiles).Assembly.GetManifestResourceNames().ToFrozenDictionary(name => name.Replace('\\', '/'));

    public static IEnumerable<string> Paths => Names.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="FileNotFoundException">No file of that path is embedded.</exception>
    public static byte[] Bytes(string path)
    {
        using var content = Open(path);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc cref="Bytes"/>
    /// <param name="elsewhere">Further assemblies that may have the file.</param>
    public static string Text(string path, params IEnumerable<Assembly> elsewhere)
    {
        using var reader = new StreamReader(Open(path, elsewhere));
        return reader.ReadToEnd();
    }

    static Stream Open(string path, params IEnumerable<Assembly> elsewhere) =>
        Names.TryGetValue(path, out var name) && typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name) is { } content ? content
            : elsewhere.Select(assembly => assembly.GetManifestResourceStream(path)).FirstOrDefault(found => found is not null)
            ?? throw new FileNotFoundException($"Nothing is embedded as '{path}'.", path);
}
