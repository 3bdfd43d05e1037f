using System.Collections.Immutable;
using System.Xml;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads a program with its arguments, and how long it may run.</summary>
internal sealed class CommandReader(TemplateReader templates)
{
    public static readonly TimeSpan MinTimeLimit = TimeSpan.FromSeconds(0.1);
    public static readonly TimeSpan MaxTimeLimit = TimeSpan.FromHours(1);

    DiagnosticBag Diagnostics => templates.Diagnostics;

    /// <param name="section">The mapping with <c>timeout</c> and <c>keep</c>; null: a list alone.</param>
    public ShopStep.Command? Read(YamlNode node, string key, YamlSection? section)
    {
        var arguments = Arguments(node, key);
        var command = new ShopStep.Command(arguments ?? [])
        {
            Keep = new KeepReader(Diagnostics).Read(section?[CheckKeys.Keep], isHttp: false),
        };
        if (section?[CheckKeys.TimeLimit] is { } limit && Span(section, limit, CheckKeys.TimeLimit, MaxTimeLimit) is { } span)
            command = command with { TimeLimit = span };
        return arguments is null ? null : command;
    }

    ImmutableArray<string>? Arguments(YamlNode node, string key)
    {
        if (node is not YamlSequenceNode { Children: var items })
            Diagnostics.Add(node.Start, DiagnosticCode.WrongType,
                $"\"{key}\" takes a list, the program and its arguments, without a shell: [\"docker\", \"restart\", \"shop\"]");
        else if (items is [] or [YamlScalarNode { Value: "" }, ..])
            Diagnostics.Add(node.Start, DiagnosticCode.EmptyValue, $"\"{key}\" names no program");
        else
            return [.. items.Select(item => templates.Argument(item, key)).OfType<string>()];
        return null;
    }

    /// <summary>A duration from <see cref="MinTimeLimit"/> to a limit.</summary>
    public TimeSpan? Span(YamlSection section, YamlNode node, string key, TimeSpan max)
    {
        if (section.Duration(node, key) is not { } span) return null;
        if (span >= MinTimeLimit && span <= max) return span;
        var message = $"\"{key}\" takes {XmlConvert.ToString(MinTimeLimit)} to {XmlConvert.ToString(max)}";
        Diagnostics.Add(node.Start, DiagnosticCode.OutOfRange, message);
        return null;
    }
}
