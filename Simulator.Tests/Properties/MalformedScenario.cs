using System.Text.RegularExpressions;
using CsCheck;
using KantanSim.Tests.Scenarios;
using static KantanSim.Tests.Properties.Generators;

namespace KantanSim.Tests.Properties;

/// <summary>Generates malformed scenario files.</summary>
internal static class MalformedScenario
{
    static readonly string[] RepositoryFiles =
    [
        .. Directory.EnumerateFiles(RepositoryScenarios.Folder, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    static readonly Gen<string> Fragment = AnyOf(
        "\t", "\r", "\0", "\ufeff", "\ufffd", ": ", "- ", "? ", "&a ", "*a", "<<: *a", "!!binary ", "!!float ", "!x ", "|", ">", "{",
        "}", "[", "]", ",", "'", "\"", "#", "%YAML 9.9\n", "---\n", "...\n", "\\u0000", "\u2028", "~", "name: x\n", "rules:\n",
        "  - when: deciding\n", "then: { wait: { by: PT99999999H } }\n", "times: 99999999999\n",
        "match: { orderId: '" + new string('*', 500) + "' }\n", "{a: &a [x,x], b: &b [*a,*a], c: [*b,*b]}\n", "formula: ((((((((\n");

    // Values of all types: texts, numbers, durations, lists and templates.
    static readonly Gen<string> Value = AnyOf(
        "", "~", "x", "-1", "1.5", "1e9", "99999999999", "99999999999999999999", "PT99999999H", "\"\"", "'{{'", "'{{ }}'",
        "'{{ nobody.name }}'", "'{{ total / 0 }}'", "'{{ random }}'", "'{{ for x in 1..99999 }}{{ end }}'",
        "'{{ \"a\" | string.to_int }}'", "[]", "{}", "[[x]]", "{ x: y }", "{ from: 2, to: 1 }", "{ by: PT1S }", new string('x', 400),
        "'" + new string('*', 400) + "'");

    static readonly string[] ParameterValues = ["x", "-1", "1.5", "1e9", "99999999999999999999", "''", "[]", "{}"];

    static readonly string[] Templates =
    [
        "", "{{", "nobody.name", "total / 0", "random", "random 1 'x'", "for x in 1..99999; x; end", "func f; f; end; f",
        "'a' | string.to_int",
    ];

    /// <summary>Files that have broken a parser, or could. They are read in every run, before the random ones.</summary>
    public static readonly string[] Traps =
    [
        "", "\n", "# nothing\n", "---\n", "~", "[]", "{}", "--- a\n--- b\n",
        "name: x\nrules: " + new string('[', 20_000),
        "name: x\n? &a [*a]\n: y\n",
        Rule("{ ? [delay] : x }"),
        Rule("{ send: { fields: { ? [a] : b } } }"),
        // Aliases of aliases: 2 to the power of 24 elements when expanded.
        Rule("{ delay: { by: PT1S, a0: &a0 [x, x]" + Aliases(24) + " } }"),
        .. ParameterValues.Select(value => Rule("{ httpStatus: { code: " + value + " } }")),
        .. ParameterValues.Select(value => Rule("drop", value)),
        .. ParameterValues.Select(value => Rule("{ delay: { by: " + value + " } }")),
        .. Templates.Select(template => Rule("{ delay: { by: \"{{ " + template + " }}\" } }")),
    ];

    static readonly Gen<(double At, int Deleted, string Inserted)> Edit =
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 20], Fragment, (at, deleted, inserted) => (at, deleted, inserted));

    static readonly Gen<(double At, string Value)> NewValue = Gen.Select(Gen.Double[0, 1], Value, (at, value) => (at, value));

    static readonly Gen<int> FileIndex = Gen.Int[0, RepositoryFiles.Length - 1];

    /// <summary>A scenario file of the repository with random edits or other values, or random fragments only.</summary>
    public static readonly Gen<string> All = Gen.Frequency(
        (6, Gen.Select(FileIndex, Edit.Array[1, 6], (file, edits) => edits.Aggregate(RepositoryFiles[file], Edited))),
        (6, Gen.Select(FileIndex, NewValue.Array[1, 3], (file, values) => values.Aggregate(RepositoryFiles[file], WithValue))),
        (2, Fragment.Array[1, 40].Select(string.Concat)),
        (1, Gen.Select(AnyOf("[", "{a: ", "- ", "? ", "&a [*a, ", "("), Gen.Int[1, 20_000],
            (bit, times) => "name: x\nrules: " + string.Concat(Enumerable.Repeat(bit, times)))));

    static string Rule(string then, string times = "1") =>
        $"name: odd\nrules:\n  - when: received\n    then: {then}\n    times: {times}\n";

    static string Aliases(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(at => $", a{at}: &a{at} [*a{at - 1}, *a{at - 1}]"));

    // Replaces a value after a colon, up to the end of its line or its list.
    static string WithValue(string text, (double At, string Value) change)
    {
        var values = Regex.Matches(text, @"(?<=: )[^\s#,{}\[\]][^\n#,{}\[\]]*");
        if (values.Count == 0) return text;
        var old = values[Math.Min((int)(change.At * values.Count), values.Count - 1)];
        return text.Remove(old.Index, old.Length).Insert(old.Index, change.Value);
    }

    static string Edited(string text, (double At, int Deleted, string Inserted) edit)
    {
        var at = (int)(edit.At * text.Length);
        return text.Remove(at, Math.Min(edit.Deleted, text.Length - at)).Insert(at, edit.Inserted);
    }
}
