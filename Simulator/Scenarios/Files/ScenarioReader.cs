using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads the top level of a scenario file: name, texts, match, race, expect. <see cref="RuleReader"/> reads the rules.</summary>
internal sealed class ScenarioReader(YamlSection root, string fileName, DiagnosticBag diagnostics, KnownSymbols symbols)
{
    public const int MaxNameLength = 64;

    public const string NoError = "none";
    public static readonly IReadOnlyList<string> MatchKeys = ["shopId", "orderId", "amount", "item"];
    public static readonly IReadOnlyList<string> ExpectKeys = ["status", "errInfo", "notified", "returned"];

    /// <summary>The words of <see cref="Race"/>, without <see cref="Race.Free"/>.</summary>
    public static readonly IReadOnlyList<string> Races =
        ["notificationFirst", "returnFirst", "together", "notificationNever", "returnNever"];

    public static readonly IReadOnlyList<string> Keys =
        ["name", "title", "description", "match", "race", "rules", "script", "expect"];

    /// <summary>The scenario as far as it could be parsed: it is valid only without diagnostics.</summary>
    public Scenario Read()
    {
        var name = Name() ?? fileName;
        var title = Local("title", name);
        var description = Local("description", "");
        var match = Match();
        var race = root["race"] is { } node ? root.OneOf(node, "race", Races, word => word) : null;
        return new(name, title, description, match, Rules(race))
        {
            Race = race is null ? default : Enum.Parse<Race>(race, ignoreCase: true),
            Script = root["script"] is { } script ? new ScriptReader(diagnostics, symbols).Read(script) : [],
            Expect = Expect(),
        };
    }

    // A scenario needs rules or a race.
    IReadOnlyList<Rule> Rules(string? race)
    {
        var rules = race is null ? root.Require("rules") : root["rules"];
        return rules is null ? [] : new RuleReader(diagnostics, symbols).Read(rules);
    }

    Expectation? Expect()
    {
        if (root.GetSection("expect", ExpectKeys) is not { } expect) return null;
        if (expect.IsEmpty) diagnostics.Add(root["expect"]!.Start, DiagnosticCode.EmptyValue, "\"expect\" has no key");
        var status = expect["status"] is { } node ? expect.OneOf(node, "status", symbols.Statuses, word => word) : null;
        return new(status, ErrInfo(expect), expect.List("notified"), expect.List("returned"));
    }

    string? ErrInfo(YamlSection expect)
    {
        if (expect["errInfo"] is not { } node) return null;
        var errInfo = expect.Error(node, "errInfo", symbols, NoError);
        return errInfo == NoError ? "" : errInfo;
    }

    string? Name()
    {
        if (root.Require("name") is not { } node || root.Text(node, "name") is not { } name) return null;
        if (!IsName(name))
        {
            var message = $"a name has up to {MaxNameLength} lower-case letters, digits and inner hyphens";
            diagnostics.Add(node.Start, DiagnosticCode.BadName, message);
        }
        else if (name != fileName)
            diagnostics.Add(node.Start, DiagnosticCode.NameDiffers, $"\"{name}\" is not the name of the file", fileName);
        return name;
    }

    /// <summary>
    /// Whether it can be a scenario's name. It is sent in headers and URLs, and is a file name on file systems that ignore case.
    /// </summary>
    public static bool IsName(string name) =>
        name.Length <= MaxNameLength && name[0] != '-' && name[^1] != '-' &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // `title: Text` is used for both languages; one of { en, ja } may be omitted.
    LocalText Local(string key, string defaultText)
    {
        if (root[key] is YamlScalarNode both) return root.Text(both, key) is { } text ? new(text, text) : new("", "");
        if (root.GetSection(key, "en", "ja") is not { } texts) return new(defaultText, defaultText);
        var en = texts.Text("en");
        var ja = texts.Text("ja");
        return new(en ?? ja ?? defaultText, ja ?? en ?? defaultText);
    }

    ScenarioMatch? Match()
    {
        if (root.GetSection("match", MatchKeys) is not { } match) return null;
        if (match.IsEmpty)
            diagnostics.Add(root["match"]!.Start, DiagnosticCode.EmptyValue, "\"match\" without a key would match every payment");
        var (from, to) = Amount(match, diagnostics);
        return new(match.Text("shopId"), match.Text("orderId"), from, to, match.Text("item"));
    }

    /// <summary>The bounds under <c>amount</c>, inclusive; a single number is both bounds.</summary>
    public static (long? From, long? To) Amount(YamlSection match, DiagnosticBag diagnostics)
    {
        if (match["amount"] is not { } node) return (null, null);
        if (node is YamlScalarNode)
        {
            var exact = match.Number("amount", 0, PointsUse.Max);
            return (exact, exact);
        }
        if (match.GetSection("amount", "from", "to") is not { } amount) return (null, null);
        var from = amount.Number("from", 0, PointsUse.Max);
        var to = amount.Number("to", 0, PointsUse.Max);
        if (amount.IsEmpty)
            diagnostics.Add(node.Start, DiagnosticCode.EmptyValue, "\"amount\" needs \"from\", \"to\" or both");
        if (from > to)
            diagnostics.Add(node.Start, DiagnosticCode.OutOfRange, "\"from\" is above \"to\"");
        return (from, to);
    }
}
