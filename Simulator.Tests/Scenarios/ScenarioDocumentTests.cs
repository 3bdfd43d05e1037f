using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Admin.Pages;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Scenarios;

/// <summary>docs/scenarios.md is generated from the code and the scenario files.</summary>
public sealed partial class ScenarioDocumentTests
{
    const string FieldsExample = "{ do: EntryTranRecruit, fields: { Amount: 2500 } }";

    static readonly IReadOnlyList<Scenario> All =
        [.. RepositoryScenarios.Library.Scenarios.OrderBy(scenario => scenario.FullName, StringComparer.Ordinal)];

    static readonly IReadOnlyList<Scenario> WithMagicValue =
    [
        .. All.Where(scenario => scenario.Match is not null)
            .OrderBy(scenario => scenario.Match!.OrderId is null)
            .ThenBy(scenario => scenario.Match!.ToString(), StringComparer.Ordinal),
    ];

    [Fact]
    public void The_document_is_up_to_date() => Approved.CheckDocument("scenarios", Document());

    [Fact]
    public void Each_example_of_the_document_is_a_scenario_file()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "scenarios.md"));
        var examples = Example().Matches(document).Select(match => match.Groups[1].Value).ToList();
        var files = All.Select(scenario => Text(scenario.Name)).ToHashSet();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(example, files));
    }

    [Fact]
    public void A_magic_value_selects_exactly_one_file() => Assert.All(RepositoryScenarios.Library.Matching, scenario =>
    {
        var match = scenario.Match!;
        var order = match.OrderId?.Replace("*", "1", StringComparison.Ordinal) ?? "ORDER-1";
        var item = match.Item?.Replace("*", " 1", StringComparison.Ordinal) ?? "Mug";
        var amount = match.AmountFrom ?? 1000;
        var matching = RepositoryScenarios.Library.Matching.Where(other => other.Match!.Fits("tshop00000001", order, amount, item));
        Assert.Equal([scenario.Name], matching.Select(other => other.Name));
    });

    static string Document() => $"""
        # Scenarios

        A scenario is a YAML file that controls one payment: calls and their responses, the consumer's decision, notifications, and the
        browser's return. The repository has {All.Count} of them in `scenarios/`. The tests play each one over HTTP by its own script and
        check the final state. This page is generated from the code and from those files.

        ## Select a scenario

        The next payment is cancelled by the consumer:

            curl http://127.0.0.1:8080/api/scenarios/arm -d '{"{"}"scenario":"cancel"{"}"}'

        The first of these that applies selects the scenario. The scenario and the reason are on the payment's timeline and in the
        response header `{ScenarioSelector.Header}`.

        1. The request header `{ScenarioSelector.Header}: NAME` of the registration.
        2. An armed scenario; the oldest that matches: `POST /api/scenarios/arm` with `scenario`, `shopId` (the only shop by default,
           `*` for any; required when there are several shops) and optionally `times`, `orderId` (a pattern), `note`, and `expiresIn`,
           such as `PT1H`: it ends after this real time, also when the simulated clock stands still.
        3. A file's own `match`, in order of the file names. `item` is known only once the payment is requested: a match by `item` then
           replaces a scenario that was selected by 4 or 5.
        4. The shop's scenario: `PUT /api/shops/ID` with `scenario`.
        5. `success`.

        An unknown name is answered with HTTP 400 and nothing is registered: a test that silently played `success` would prove nothing.

        ## Magic values

        These values select a scenario without any configuration, for manual tests and for test suites that cannot set headers.

        {MagicValues()}
        ## Write a scenario

        This example, like the others on this page, is a file of the library.

        {Yaml("notification-omitted-once")}
        - With the first line, editors complete and check the file by [its JSON Schema](../scenarios/scenario-v1.json). A running server
          serves the same schema at `{ScenarioSchema.Id}`.
        - `name` is the file name without extension. `title` and `description` are texts, or one text each for `en` and `ja`.
        - At each hook the `rules` are checked in order. The first whose `when` and `match` apply and whose `times` are not used up is
          played. `times` is counted per payment. Without a matching rule, `walletOpened` asks a person and every other hook proceeds.
        - With `chance: 0.1`, a number above 0 and up to 1, a matching rule is played with this probability. When the draw fails, the next
          rule for the hook applies, and no `times` is used up. With `KantanSim:Seed` the draws are the same in each run: they depend on
          shop, order, hook, API, status, attempt and the rule's place in the file. So each attempt of a call or a notification draws anew.
        - A rule's `match` takes {Keys(RuleReader.MatchKeys)}.
          - `orderId` and `item` are patterns: `*` matches any characters, `?` matches one.
          - `amount` is in yen including tax: a number, or `from` and `to`.
          - `time` is a daily time window in Japan, such as `02:00-04:00`.
          - `attempt` counts calls per API, delivery attempts of a notification, and the months of a contract.
          - `status` is the payment's status; at `notifying`, the notified status. `operation` is for calls only.
        - The `match` at the top takes {Keys(ScenarioReader.MatchKeys)}.
        - The dashboard's page `/scenarios/compose` makes such a file of two or three actions without YAML, plays it as a draft, which is
          gone at the next restart, and saves it as a new file.
        - With `by: person`, a browser gets the wallet's pages, and the control API's `play` plays the rule in the person's place.

        ### Hooks

        {Hooks()}
        ### Actions

        An action is one word, such as `then: cancel`, or has parameters, such as `then: {"{ approve: { points: all } }"}`. A duration is
        ISO 8601, such as `PT5S`, or a random one between `from` and `to`; with `KantanSim:Seed` it is the same for the same order.
        Durations are simulated time: they also pass when the clock is advanced.

        {Actions()}
        ### Error words

        For an ErrInfo, its code or one of these words is written: `refuse: {"{ errors: maintenance }"}`.

        {ErrorWords()}
        ### Races

        `race` decides which reaches the merchant first, the notification or the browser's return:
        {Keys(ScenarioReader.Races)}. A scenario may consist of a race alone.

        {Yaml("browser-comes-first")}
        ### Formulas

        A parameter that contains `{"{{ … }}"}` is a formula: a [Scriban](https://github.com/scriban/scriban) template that is evaluated
        when the action is played. It can use `total`, `shop_id`, `order_id`, `access_id`, `item`, `status`, `operation`, `attempt`, and
        `random FROM TO` for a random integer. It is also evaluated once when the file is read, so that errors are found early.

        Limits for all formulas of one action together: {FormulaLimits.MaxSteps:N0} steps, {FormulaLimits.MaxSize:N0} characters and list
        items, {FormulaLimits.MaxRounds:N0} iterations per loop, {FormulaLimits.MaxDepth} nested function calls, and
        {FormulaLimits.Default.MaxTime.TotalSeconds} s. A formula that exceeds a limit is an error of its file, reported with line and
        column. If a formula fails for one payment only, the rule is skipped, and the log and the payment's timeline contain the reason.

        {Yaml("consumer-pays-some-points-by-chance")}
        ### Chance

        The expectation of a scenario with `chance` has to hold for every draw, because another shop or order draws otherwise.

        {Yaml("sale-answer-lost-by-chance")}
        ### Script and expect

        `script` lists the steps that play the scenario: an API name, or one of {Keys(ScriptReader.Commands)}.
        `value` is the amount of a change, the month of a charge cancel, the duration of `advance`, or the number of a notification for
        `resend`. `expire` ends the running term. `gets` is what the merchant receives: {Keys(ScriptReader.Outcomes)}, an ErrInfo, or
        `HTTP` and a status. `fields` overrides or adds fields of a call, such as
        `{FieldsExample}`; an empty value omits the field. Without it, {ScriptDefaults.Amount} yen
        are registered with `AUTH`. Without a script, the payment is registered, requested and played.

        `expect` is the final state: the payment's `status`, its `errInfo` (or `{ScenarioReader.NoError}`), the statuses that were
        `notified` to the merchant in order of arrival, and those that the browser `returned` with. Connectivity tests do not count.

        {Yaml("sale-answer-dropped")}
        ### Save a run as a scenario

        The page of a payment saves what happened as a scenario file, and `GET /api/transactions/ID/scenario` answers with it:
        see [Evidence](evidence.md#save-a-run-as-a-scenario).

        ## Check and reload

            dotnet run --project Simulator -- scenarios lint          # file:line:column code message; exit code 1 on errors
            dotnet run --project Simulator -- scenarios list          # folder and name, title, what a good merchant does

        A running server reloads changed files at once. A payment that has started a scenario continues with the new rules, or with the
        old ones if the file is invalid or deleted. Errors are in the log, in `GET /api/scenarios` and on the dashboard. The setting
        `KantanSim:Scenarios` selects another folder.

        ## All scenarios

        {Lists()}

        ## Error codes of these scenarios

        {ErrorCodes()}
        """;

    static string MagicValues() => Table(
        ["value", "scenario", "what happens"],
        WithMagicValue.Select(scenario => new[] { MagicValue(scenario.Match!), Link(scenario), scenario.Title.En }));

    static string MagicValue(ScenarioMatch match)
    {
        if (match.OrderId is { } order) return $"OrderID `{order}`";
        return match.Item is { } item ? $"ItemName `{item}`" : $"Amount `{match.AmountFrom}`";
    }

    static string Hooks() => Table(
        ["`when`", "when it is", "actions"],
        Hook.All.Select(hook => new[] { $"`{hook}`", hook.About, ActionNames(hook) }));

    static string ActionNames(Hook hook) => Keys(ActionDefinition.For(hook).Select(definition => definition.Name));

    static string Actions() => Table(
        ["`then`", "what happens", "parameters"],
        ActionDefinition.All.Select(definition => new[] { $"`{definition.Name}`", definition.About, Parameters(definition) }));

    static string Parameters(ActionDefinition definition) => string.Join("<br>", definition.Parameters.Select(parameter =>
        $"`{parameter.Name}`{(parameter.Required ? " (required)" : "")}: {parameter.About}"));

    static string Lists()
    {
        var text = new StringBuilder();
        foreach (var folder in All.GroupBy(scenario => scenario.Folder))
        {
            var rows = folder.Select(scenario => new[] { Link(scenario), scenario.Title.En, Advice(scenario.Description.En) });
            text.Append($"### {FolderName(folder.Key)}\n\n");
            text.Append(Table(["scenario", "what happens", "what a good merchant does"], rows));
            text.Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    static string ErrorWords() => Table(
        ["word", "code", "meaning"],
        GatewayErrors.Words.Select(pair => new[] { $"`{pair.Key}`", $"`{pair.Value}`", GatewayErrors.Meaning(pair.Value).En }));

    static string ErrorCodes() => Table(["code", "meaning"], CodesInFiles.Select(row => new[] { $"`{row.Info}`", row.En }));

    // Each code that is written in a file or in a text about it.
    static IEnumerable<ErrorCatalogEntry> CodesInFiles =>
        All.SelectMany(ScenarioCodes.Of).Distinct().OrderBy(row => row.Info, StringComparer.Ordinal);

    static string FolderName(string folder) => folder.Length == 0 ? "scenarios/" : $"scenarios/{folder}/";

    static string Advice(string description) => description.Replace("A good merchant ", "", StringComparison.Ordinal);

    static string Link(Scenario scenario) => $"[`{scenario.Name}`](../scenarios/{scenario.FullName}.yaml)";

    static string Keys(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    static string Yaml(string name) => $"```yaml\n{Text(name)}```\n";

    static string Text(string name)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        return File.ReadAllText(Path.Combine(RepositoryScenarios.Folder, $"{scenario.FullName}.yaml"));
    }

    static string Table(string[] columns, IEnumerable<string[]> rows)
    {
        string[] separators = [.. columns.Select(_ => "---")];
        return string.Concat(rows.Prepend(separators).Prepend(columns).Select(Row));
    }

    static string Row(string[] cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
