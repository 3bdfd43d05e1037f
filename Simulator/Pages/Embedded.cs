using System.Collections.Frozen;

namespace KantanSim.Pages;

/// <summary>The files compiled into the program: templates and assets, by their path under <c>Simulator/</c>.</summary>
internal static class Embedded
{
    // The build writes the path with the separator of the machine that built it.
    static readonly FrozenDictionary<string, string> Names =
        typeof(Embedded).Assembly.GetManifestResourceNames().ToFrozenDictionary(name => name.Replace('\\', '/'));

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
    public static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    static Stream Open(string path) =>
        Names.TryGetValue(path, out var name) && typeof(Embedded).Assembly.GetManifestResourceStream(name) is { } content
            ? content
            : throw new FileNotFoundException($"Nothing is embedded as '{path}'.", path);
}
