using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>The names that steps keep, also where a step has faults.</summary>
internal static class KeptNames
{
    /// <summary>The names kept by a step, or by the steps of a mapping such as <c>act</c>.</summary>
    public static IEnumerable<string> Of(YamlNode? node)
    {
        if (node is not YamlMappingNode mapping) return [];
        return mapping.Children.SelectMany(line => ((YamlScalarNode)line.Key).Value switch
        {
            CheckKeys.Keep => Names(line.Value),
            "json" or "form" or "headers" => [],
            _ => Of(line.Value),
        });
    }

    static IEnumerable<string> Names(YamlNode keep) =>
        keep is YamlMappingNode lines ? lines.Children.Keys.Select(key => ((YamlScalarNode)key).Value!) : [];
}
