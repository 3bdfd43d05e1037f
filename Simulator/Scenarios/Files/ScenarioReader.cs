using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads the top of one scenario file: name, texts, match; <see cref="RuleReader"/> reads the rules.</summary>
internal sealed class ScenarioReader(YamlSection root, string fileName, DiagnosticBag faults, KnownSymbols vocabulary)
{
    const int MostNameLetters = 64;

    public const string NoError = "none";
    public static readonly IReadOnlyList<string> MatchKeys = ["shopId", "orderId", "amount", "item"];
    public static readonly IReadOnlyList<string> ExpectKeys = ["status", "errInfo", "notified", "returned"];

    /// <summary>The races that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Races = ["notificationFirst", "returnFirst", "together", "notificationNever", "returnNever"];

    public static readonly IReadOnlyList<string> Keys = ["name", "title", "description", "match", "race", "rules", "script", "expect"];

    /// <summary>The scenario, as far as it could be understood: whoever asks looks at the faults first.</summary>
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
            Script = root["script"] is { } script ? new ScriptReader(faults, vocabulary).Read(script) : [],
            Expect = Expect(),
        };
    }

    // A race is enough to be a scenario.
    IReadOnlyList<Rule> Rules(string? race) =>
        (race is null ? root.Require("rules") : root["rules"]) is { } rules ? new RuleReader(faults, vocabulary).Read(rules) : [];

    Expectation? Expect()
    {
        if (root.GetSection("expect", ExpectKeys) is not { } expect) return null;
        if (expect.IsEmpty) faults.Add(root["expect"]!.Start, DiagnosticCode.EmptyValue, "\"expect\" without a key asks nothing");
        return new(
            expect["status"] is { } status ? expect.OneOf(status, "status", vocabulary.Statuses, word => word) : null,
            expect["errInfo"] is { } error ? expect.OneOf(error, "errInfo", [.. vocabulary.Errors, NoError], word => word) is { } info ? info == NoError ? "" : info : null : null,
            expect.List("notified"), expect.List("returned"));
    }

    string? Name()
    {
        if (root.Require("name") is not { } node || root.Text(node, "name") is not { } name) return null;
        if (!IsName(name))
            faults.Add(node.Start, DiagnosticCode.BadName, $"a name has up to {MostNameLetters} lower-case letters, digits and inner hyphens");
        else if (name != fileName)
            faults.Add(node.Start, DiagnosticCode.NameDiffers, $"\"{name}\" is not the name of the file", fileName);
        return name;
    }

    // A name travels in a header and in a URL, and lives on file systems that do not tell A from a.
    static bool IsName(string name) =>
        name.Length <= MostNameLetters && name[0] != '-' && name[^1] != '-' &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // `title: Text` says the same in both languages; of { en, ja } one may be left out.
    LocalText Local(string key, string otherwise)
    {
        if (root[key] is YamlScalarNode both) return root.Text(both, key) is { } text ? new(text, text) : new("", "");
        if (root.GetSection(key, "en", "ja") is not { } texts) return new(otherwise, otherwise);
        var (en, ja) = (texts.Text("en"), texts.Text("ja"));
        return new(en ?? ja ?? otherwise, ja ?? en ?? otherwise);
    }

    ScenarioMatch? Match()
    {
        if (root.GetSection("match", MatchKeys) is not { } match) return null;
        if (match.IsEmpty) faults.Add(root["match"]!.Start, DiagnosticCode.EmptyValue, "\"match\" without a key would fit every payment");
        var (from, to) = Amount(match, faults);
        return new(match.Text("shopId"), match.Text("orderId"), from, to, match.Text("item"));
    }

    /// <summary>The bounds under <c>amount</c>; one number is both.</summary>
    public static (long? From, long? To) Amount(YamlSection match, DiagnosticBag faults)
    {
        if (match["amount"] is YamlScalarNode) return match.Number("amount", 0, PointsUse.Most) is { } exact ? (exact, exact) : (null, null);
        var amount = match.GetSection("amount", "from", "to");
        var (from, to) = (amount?.Number("from", 0, PointsUse.Most), amount?.Number("to", 0, PointsUse.Most));
        if (amount?.IsEmpty is true) faults.Add(match["amount"]!.Start, DiagnosticCode.EmptyValue, "\"amount\" needs \"from\", \"to\" or both");
        if (from > to) faults.Add(match["amount"]!.Start, DiagnosticCode.OutOfRange, "\"from\" is above \"to\"");
        return (from, to);
    }
}
