using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>Which part of a rule a field is for.</summary>
internal enum ComposePart { Match, Parameter, Times }

/// <summary>A field of the form that composes a scenario.</summary>
/// <param name="Id">Its name in the form, such as <c>r1_by</c>.</param>
/// <param name="Key">The key in the file, such as <c>by</c>.</param>
/// <param name="Kind">What its value is; null: one of the options.</param>
/// <param name="Value">As it was typed.</param>
/// <param name="Unit">Of a duration: <c>S</c>, <c>M</c>, <c>H</c> or <c>D</c>.</param>
internal sealed record ComposeField(
    string Id, string Key, LocalText Label, ComposePart Part, ParameterKind? Kind, string Value, string Unit = "", bool IsRequired = false)
{
    /// <summary>The words to choose from, when <see cref="Kind"/> is null.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The bounds of an integer, inclusive.</summary>
    public (long From, long To) Bounds { get; init; }

    /// <summary>The value as it is written into the file; null: it is left out.</summary>
    public ComposedValue? Composed()
    {
        if (Value.Length == 0) return null;
        return Kind == ParameterKind.Fields && ReadLines() is { } lines ? new(Id, Key, "", lines) : new(Id, Key, Yaml());
    }

    string Yaml() => Kind switch
    {
        ParameterKind.Integer or ParameterKind.Flag or ParameterKind.Points => YamlText.Plain(Value),
        ParameterKind.Duration => YamlText.Of(Duration()),
        ParameterKind.Errors => Errors(),
        _ => YamlText.Of(Value),
    };

    // A value that is no number is written as it is: an ISO 8601 duration is valid, anything else is reported.
    string Duration()
    {
        if (!Value.All(char.IsAsciiDigit)) return Value;
        return Unit == "D" ? $"P{Value}D" : $"PT{Value}{Unit}";
    }

    string Errors()
    {
        var names = Value.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return names is [var only] ? YamlText.Of(only) : $"[{string.Join(", ", names.Select(YamlText.Of))}]";
    }

    // Lines such as Amount=100. Null when a line is otherwise: the text is then reported as it is.
    List<(string, string)>? ReadLines()
    {
        var lines = Value.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToList();
        if (lines.Count == 0 || lines.Exists(line => line.Length < 2 || line[0].Trim().Length == 0)) return null;
        return [.. lines.Select(line => (YamlText.Of(line[0].Trim()), YamlText.Of(line[1].Trim())))];
    }
}
