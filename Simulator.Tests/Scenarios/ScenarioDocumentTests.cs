using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Scenarios;

/// <summary>docs/scenarios.md is generated from the code and the scenario files.</summary>
public sealed partial class ScenarioDocumentTests
{
    static readonly IReadOnlyList<Scenario> All = [.. RepositoryScenarios.Library.Scenarios.OrderBy(scenario => scenario.FullName, StringComparer.Ordinal)];

    [Fact]
    public void The_document_is_up_to_date() => Approved.CheckDocument("scenarios", Document());

    [Fact]
    public void Each_example_of_the_document_is_a_scenario_file()
    {
        var examples = Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "scenarios.md"))).Select(match => match.Groups[1].Value).ToList();
        var files = All.Select(scenario => Text(scenario.Name)).ToHashSet();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(example, files));
    }

    // A magic value selects exactly one file.
    [Fact]
    public void No_magic_value_matches_two_files() => Assert.All(RepositoryScenarios.Library.Matching, scenario =>
    {
        var match = scenario.Match!;
        var (order, item, amount) = (match.OrderId?.Replace("*", "1", StringComparison.Ordinal) ?? "ORDER-1", match.Item?.Replace("*", " 1", StringComparison.Ordinal) ?? "Mug", match.AmountFrom ?? 1000);
        Assert.Equal([scenario.Name], RepositoryScenarios.Library.Matching.Where(other => other.Match!.Fits("tshop00000001", order, amount, item)).Select(other => other.Name));
    });

    static string Document() => $"""
        # Scenarios

        A scenario says what happens to one payment: to calls and their answers, what the consumer does, how notifications and the browser's
        return arrive. It is a YAML file; the repository has {All.Count} of them in `scenarios/`. The tests play each one over HTTP by its own script and compare
        the end with what it expects. This page is generated from the code and from those files.

        ## Choosing one

        The first of these that applies is played. The choice and its reason are on the payment's timeline and in the header
        `{ScenarioSelector.Header}` of the answer.

        1. The header `{ScenarioSelector.Header}: NAME` of the registration.
        2. An armed scenario, the oldest that matches: `POST /api/scenarios/arm` with `scenario` and optionally `times`, `shopId`, `orderId` (a pattern).
        3. A file's own `match`, in the order of the files' names. A match by `item` is only known when the payment is requested. It then replaces
           a choice by 4 or 5.
        4. The shop's scenario: `PUT /api/shops/ID` with `scenario`.
        5. `success`.

        An unknown name is answered with HTTP 400 and nothing is registered, because a test that silently played `success` would prove nothing.

        ## Magic values

        These values play a scenario by themselves: useful by hand, or in a test suite that cannot set headers.

        {Magic()}
        ## Writing one

        This file is from the library, like the other examples below.

        {Yaml("notification-omitted-once")}
        - The first line lets an editor complete and check the file by [its JSON Schema](../scenarios/scenario-v1.json), which a running
          server serves at `{ScenarioSchema.Id}`.
        - `name` is the name of the file. `title` and `description` are texts, or one for each of `en` and `ja`.
        - `rules` are checked in order at each hook. The first whose `when` and `match` fit and whose `times` are not used up is played. `times` counts
          per payment. Without a matching rule, `walletOpened` asks a person and everything else proceeds.
        - A rule's `match` takes {Keys(RuleReader.MatchKeys)}. `orderId` and `item` are patterns: `*` is any characters, `?` is one. `amount` is a
          number, or `from` and `to`, of yen with tax. `time` is a time of day in Japan, such as `02:00-04:00`. `attempt` counts the hook: calls
          per API, attempts of a notification, charges by month. `status` is the payment's status, with `notifying` the notified one. `operation`
          applies to calls.
        - The `match` at the top takes {Keys(ScenarioReader.MatchKeys)}.
        - `by: person` shows a browser the wallet's pages; `play` of the control API plays the rule in the person's place.

        ### Hooks

        {Cues()}
        ### Actions

        Written as one word, such as `then: cancel`, or with keys, such as `then: {"{ approve: { points: all } }"}`. A duration is ISO 8601, such as `PT5S`, or a random
        one between `from` and `to`; with `KantanSim:Seed` the same order gets the same one. Durations are simulated time: they also pass when the clock is
        advanced.

        {Reactions()}
        ### Races

        `race` says whether the notification or the browser's return reaches the merchant first: {Keys(ScenarioReader.Races)}. A scenario may consist of a
        race alone.

        {Yaml("browser-comes-first")}
        ### Templated values

        A value of an action with `{"{{ … }}"}` in it is computed when it is needed, from `total`, `shop_id`, `order_id`, `access_id`, `item`,
        `status`, `operation`, `attempt`, and `random FROM TO` for a random whole number. It is also computed once when the file is read, so that mistakes
        are found then.

        The formulas of one action may take {FormulaLimits.MaxSteps:N0} steps together and produce {FormulaLimits.MaxSize:N0} characters
        and list items; a loop may have {FormulaLimits.MaxRounds:N0} rounds, and functions may be nested {FormulaLimits.MaxDepth} deep. Whatever
        takes longer ends after {FormulaLimits.Default.MaxTime.TotalSeconds} s. A formula above a limit is an error of its file, reported with
        line and column. If a formula fails for one payment only, the rule is skipped for it: the log and the payment's timeline say why.

        {Yaml("consumer-pays-some-points-by-chance")}
        ### Script and expect

        `script` is what a merchant, a consumer and time do to show the scenario, in order: an API's name, {Keys(ScriptReader.Commands)}. `value` is the
        amount of a change, the month of a charge's cancel, or the duration of `advance`. `gets` is what the merchant gets: {Keys(ScriptReader.Outcomes)}, an
        ErrInfo, or `HTTP` and a status. Without a script, 1000 yen are registered with `AUTH`, requested and played.

        `expect` is what must hold at the end: the payment's `status`, its `errInfo` (or `{ScenarioReader.NoError}`), the statuses the merchant was `notified` of in the
        order of arrival, and those the browser `returned` with. Connectivity tests do not count.

        {Yaml("sale-answer-dropped")}
        ## Checking and reloading

            dotnet run --project Simulator -- scenarios lint          # file:line:column code message; exit code 1 if anything is wrong
            dotnet run --project Simulator -- scenarios list          # folder and name, title, what a good merchant does

        A running server reloads changed files at once. A payment that has begun a scenario continues with the new rules, or with the old ones if the file
        has errors or is gone. Errors are in the log, in `GET /api/scenarios` and on the dashboard. `KantanSim:Scenarios` names another folder.

        ## All of them

        {Lists()}
        """ + "\n";

    static string Magic() => Table(["value", "scenario", "what happens"], All.Where(scenario => scenario.Match is not null).OrderBy(scenario => scenario.Match!.OrderId is null)
        .ThenBy(scenario => scenario.Match!.ToString(), StringComparer.Ordinal).Select(scenario => new[] { $"{Named(scenario.Match!)}", Link(scenario), scenario.Title.En }));

    static string Named(ScenarioMatch match) =>
        match.OrderId is { } order ? $"OrderID `{order}`" : match.Item is { } item ? $"ItemName `{item}`" : $"Amount `{match.AmountFrom}`";

    static string Cues() => Table(["`when`", "when it is", "what can happen"], Hook.All.Select(cue => new[]
    {
        $"`{cue}`", cue.About, Keys(ActionDefinition.All.Where(form => form.Hooks.Contains(cue)).Select(form => form.Name)),
    }));

    static string Reactions() => Table(["`then`", "what it is", "keys"], ActionDefinition.All.Select(form => new[]
    {
        $"`{form.Name}`", form.About, string.Join("<br>", form.Parameters.Select(key => $"`{key.Name}`{(key.Required ? " (required)" : "")}: {key.About}")),
    }));

    static string Lists()
    {
        var text = new StringBuilder();
        foreach (var folder in All.GroupBy(scenario => scenario.Folder))
            text.Append($"### {(folder.Key.Length == 0 ? "scenarios/" : $"scenarios/{folder.Key}/")}\n\n")
                .Append(Table(["scenario", "what happens", "what a good merchant does"], folder.Select(scenario => new[] { Link(scenario), scenario.Title.En, Rest(scenario.Description.En) })))
                .Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    static string Rest(string description) => description.Replace("A good merchant ", "", StringComparison.Ordinal);

    static string Link(Scenario scenario) => $"[`{scenario.Name}`](../scenarios/{scenario.FullName}.yaml)";

    static string Keys(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    static string Yaml(string name) => $"```yaml\n{Text(name)}```\n";

    static string Text(string name) => File.ReadAllText(Path.Combine(RepositoryScenarios.Folder, $"{RepositoryScenarios.Library.Find(name)!.FullName}.yaml"));

    static string Table(string[] columns, IEnumerable<string[]> rows) =>
        string.Concat(rows.Prepend([.. columns.Select(_ => "---")]).Prepend(columns).Select(row => $"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n"));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
