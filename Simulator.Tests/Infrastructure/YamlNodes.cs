using KantanSim.Tests.Golden;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Reads YAML of any shape.</summary>
internal static class YamlNodes
{
    /// <param name="yaml">One document.</param>
    public static YamlNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Single().RootNode;
    }

    /// <param name="path">A file of the repository, relative to its root.</param>
    public static YamlNode File(string path) => Parse(System.IO.File.ReadAllText(Path.Combine(Repository.Root, path)));

    /// <summary>The value of a key; null when there is none.</summary>
    public static YamlNode? Find(this YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The items of a list; none when there is no list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? list) => list is null ? [] : (YamlSequenceNode)list;

    /// <summary>The texts of a list of scalars.</summary>
    public static IEnumerable<string> Texts(this YamlNode? list) => list.Items().Select(item => $"{item}");

    /// <summary>The pairs of a mapping whose values are scalars; none when there is no mapping.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this YamlNode? map) => map is null
        ? []
        : ((YamlMappingNode)map).Children.Select(pair => KeyValuePair.Create($"{pair.Key}", ((YamlScalarNode)pair.Value).Value ?? ""));

    /// <summary>The pairs of all mappings at any depth whose values are scalars.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Scalars(this YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair =>
            pair.Value is YamlScalarNode value ? [new($"{pair.Key}", $"{value}")] : Scalars(pair.Value)),
        YamlSequenceNode list => list.SelectMany(Scalars),
        _ => [],
    };
}
