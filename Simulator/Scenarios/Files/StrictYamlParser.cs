using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Lets through the YAML that a scenario needs: keys are texts, each once, nothing is an alias, nothing is deep.
/// A repeated key is left out and noted, so that it is one fault among the others and not the end of the reading.
/// </summary>
internal sealed class StrictYamlParser(IParser yaml, DiagnosticBag faults) : IParser
{
    const int MostLevels = 16;

    readonly Stack<Level> levels = [];

    public ParsingEvent? Current => yaml.Current;

    public bool MoveNext()
    {
        while (yaml.MoveNext())
        {
            RefuseWhatIsNotPlain(yaml.Current!);
            if (!Repeats(yaml.Current!))
            {
                Follow(yaml.Current!);
                return true;
            }
            SkipValue();
        }
        return false;
    }

    // A list that is a key and holds an alias of itself ends the whole program: its hash code never ends.
    void RefuseWhatIsNotPlain(ParsingEvent e)
    {
        if (e is AnchorAlias) throw new YamlException(e.Start, e.End, "An alias (*) has no place in a scenario.");
        if (e is not (MappingStart or SequenceStart)) return;
        if (levels.TryPeek(out var level) && level.AtKey) throw new YamlException(e.Start, e.End, "A key is a text.");
        if (levels.Count == MostLevels) throw new YamlException(e.Start, e.End, $"Nested more than {MostLevels} deep.");
    }

    bool Repeats(ParsingEvent e)
    {
        if (e is not Scalar key || !levels.TryPeek(out var level) || !level.AtKey || level.Keys!.Add(key.Value)) return false;
        faults.Add(key.Start, DiagnosticCode.DuplicateKey, $"\"{key.Value}\" stands here a second time");
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

    void Follow(ParsingEvent e)
    {
        if (e is MappingStart) levels.Push(new([]));
        else if (e is SequenceStart) levels.Push(new(null));
        else if (e is MappingEnd or SequenceEnd) levels.Pop();
        if (e is Scalar or MappingEnd or SequenceEnd && levels.TryPeek(out var level)) level.NodeEnds();
    }

    /// <summary>A mapping with the keys seen so far, or a list.</summary>
    sealed class Level(HashSet<string>? keys)
    {
        public HashSet<string>? Keys { get; } = keys;
        public bool AtKey { get; private set; } = keys is not null;
        public void NodeEnds() => AtKey = Keys is not null && !AtKey;
    }
}
