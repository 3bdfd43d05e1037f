using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Keys of which a mapping has exactly one.</summary>
internal sealed class Choice(DiagnosticBag diagnostics)
{
    /// <summary>The key that the mapping has; null with a diagnostic when it has none or several.</summary>
    /// <param name="where">The name of the mapping.</param>
    public string? One(YamlMappingNode mapping, IReadOnlyList<string> keys, string where)
    {
        List<YamlScalarNode> found = [.. mapping.Children.Keys.OfType<YamlScalarNode>().Where(key => keys.Contains(key.Value!))];
        if (found is [{ Value: { } one }]) return one;
        var what = $"\"{where}\" takes exactly one of {DiagnosticBag.List(keys)}";
        if (found.Count == 0) diagnostics.Add(mapping.Start, DiagnosticCode.MissingKey, what);
        else diagnostics.Add(found[1].Start, CheckDiagnosticCode.Conflict, $"\"{found[0]}\" and \"{found[1]}\": {what}");
        return null;
    }
}
