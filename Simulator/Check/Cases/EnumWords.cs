using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Cases;

/// <summary>The values of an enumeration as words of a file: <c>OnShip</c> is <c>onShip</c>.</summary>
internal static class EnumWords
{
    /// <summary>The value that a node names; another word is a diagnostic.</summary>
    public static T? Read<T>(YamlSection section, YamlNode value, string key) where T : struct, Enum
    {
        var word = section.OneOf(value, key, [.. Enum.GetValues<T>().Select(Of)], known => known);
        return word is null ? null : Enum.Parse<T>(word, ignoreCase: true);
    }

    public static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
