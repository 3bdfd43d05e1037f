using YamlDotNet.Core;
using YamlDotNet.Core.Events;
// Not "Scalar": that is the namespace of a package.
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Accepts the subset of YAML that the program's files need: keys are unique texts, there are no aliases, and nesting is limited.
/// A repeated key is skipped and added to the diagnostics, so that the other errors of the file are still found.
/// </summary>
internal sealed class StrictYamlParser(IParser yaml, DiagnosticBag diagnostics) : IParser
{
    const int MaxDepth = 16;

    // Without quotation marks, {{ is a mapping whose first key is a mapping.
    const string KeyIsNoText = "A key must be a text; write a value that begins with {{ in quotation marks.";

    readonly Stack<Level> levels = [];

    public ParsingEvent? Current => yaml.Current;

    public bool MoveNext()
    {
        while (yaml.MoveNext())
        {
            Check(yaml.Current!);
            if (!IsRepeatedKey(yaml.Current!))
            {
                Track(yaml.Current!);
                return true;
            }
            SkipValue();
        }
        return false;
    }

    // YamlDotNet computes the hash code of each key: for a list that contains an alias of itself, the recursion never ends and
    // the stack overflow ends the process.
    void Check(ParsingEvent e)
    {
        if (e is AnchorAlias) throw new YamlException(e.Start, e.End, "Aliases (*) are not supported.");
        if (e is not (MappingStart or SequenceStart)) return;
        if (levels.TryPeek(out var level) && level.ExpectsKey) throw new YamlException(e.Start, e.End, KeyIsNoText);
        if (levels.Count == MaxDepth) throw new YamlException(e.Start, e.End, $"Nested more than {MaxDepth} deep.");
    }

    bool IsRepeatedKey(ParsingEvent e)
    {
        if (e is not YamlScalar key || !levels.TryPeek(out var level) || !level.ExpectsKey) return false;
        if (level.Keys!.Add(key.Value)) return false;
        diagnostics.Add(key.Start, DiagnosticCode.DuplicateKey, $"\"{key.Value}\" is repeated");
        return true;
    }

    void SkipValue()
    {
        var depth = 0;
        do
        {
            if (!yaml.MoveNext()) return;
            depth += yaml.Current!.NestingIncrease;
        }
        while (depth > 0);
    }

    void Track(ParsingEvent e)
    {
        if (e is MappingStart) levels.Push(new([]));
        else if (e is SequenceStart) levels.Push(new(null));
        else if (e is MappingEnd or SequenceEnd) levels.Pop();
        var endsNode = e is YamlScalar or MappingEnd or SequenceEnd;
        if (endsNode && levels.TryPeek(out var level)) level.EndNode();
    }

    /// <summary>An open mapping with its keys so far, or an open list, whose keys are null.</summary>
    sealed class Level(HashSet<string>? keys)
    {
        public HashSet<string>? Keys { get; } = keys;
        public bool ExpectsKey { get; private set; } = keys is not null;
        public void EndNode() => ExpectsKey = Keys is not null && !ExpectsKey;
    }
}
