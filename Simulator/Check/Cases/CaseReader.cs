using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Cases;

/// <summary>Reads the file of a case.</summary>
/// <remarks>
/// <code>
/// id: N05                                   # a letter and two digits
/// core: true                                # run first
/// title: { en: …, ja: … }                   # also why, good and fix
/// scenario: notification-omitted-for-ever   # or { name: …, times: 2 }; default: success
/// wait: PT16S                               # real time that a pending notification gets; default: the patience of the file
/// control: purchase                         # see <see cref="Control"/>
/// needs: [ship]                             # see <see cref="Need"/>
/// drive: [place, { consumer: play }]        # see <see cref="DriveReader"/>
/// reached: [played]                         # see <see cref="ConditionReader"/>; also must and should
/// must: [{ order: paid }]
/// supposed: { en: …, ja: … }                # makes FAIL a REVIEW
/// </code>
/// </remarks>
internal sealed class CaseReader(YamlSection root, DiagnosticBag diagnostics)
{
    public static readonly IReadOnlyList<string> Keys =
    [
        "id", "core", "title", "why", "good", "fix", "scenario", "wait", "control", "needs",
        "drive", "reached", "must", "should", "supposed",
    ];

    /// <summary>The case as far as it could be read: it is valid only without diagnostics.</summary>
    public CheckCase Read()
    {
        var (scenario, times) = Scenario();
        var drive = root.Require("drive") is { } steps ? new DriveReader(root, diagnostics).Read(steps) : [];
        return new()
        {
            Id = RequiredText("id"),
            IsCore = root["core"] is { } core && root.Flag(core, "core") == true,
            Title = Words("title"),
            Why = Words("why"),
            Good = Words("good"),
            Fix = Words("fix"),
            Scenario = scenario,
            ScenarioTimes = times,
            Wait = root["wait"] is { } wait ? root.Delay(wait, "wait")?.From : null,
            Control = root["control"] is { } control ? EnumWords.Read<Control>(root, control, "control") ?? default : default,
            Needs = Needs(),
            Drive = drive,
            Reached = Conditions("reached", drive.Length),
            Must = Conditions("must", drive.Length),
            Should = root["should"] is null ? [] : Conditions("should", drive.Length),
            Supposed = root["supposed"] is null ? null : Words("supposed"),
        };
    }

    ImmutableArray<Need> Needs()
    {
        if (root["needs"] is not { } value) return [];
        if (value is YamlSequenceNode list) return [.. list.Select(item => EnumWords.Read<Need>(root, item, "needs")).OfType<Need>()];
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, "\"needs\" takes a list");
        return [];
    }

    (string? Name, int Times) Scenario()
    {
        if (root["scenario"] is YamlScalarNode) return (root.Text("scenario"), 1);
        if (root.GetSection("scenario", "name", "times") is not { } section) return (null, 1);
        return (section.Require("name") is { } name ? section.Text(name, "name") : null, (int)(section.Number("times", 1, 1_000) ?? 1));
    }

    ImmutableArray<Condition> Conditions(string key, int steps) =>
        root.Require(key) is { } value ? new ConditionReader(root, diagnostics, steps).Read(value, key) : [];

    string RequiredText(string key) => root.Require(key) is { } value ? root.Text(value, key) ?? "" : "";

    Note Words(string key)
    {
        if (root.Require(key) is null || root.GetSection(key, "en", "ja") is not { } words) return new("");
        return new(Word(words, "en"), Word(words, "ja"));
    }

    static string Word(YamlSection words, string key) => words.Require(key) is { } value ? words.Text(value, key) ?? "" : "";
}
