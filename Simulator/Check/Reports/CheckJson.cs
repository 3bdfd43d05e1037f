using System.Text.Json.Nodes;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>A run, and the list of cases, as JSON for programs.</summary>
/// <param name="language">Of the sentences; words of verdicts and parts are English.</param>
internal sealed class CheckJson(ReportLanguage language)
{
    /// <summary>The run as one object in one line.</summary>
    /// <param name="exitCode">Of the program.</param>
    public string Run(CheckOutcome outcome, int exitCode)
    {
        var report = outcome.Report;
        return Write(new JsonObject
        {
            ["file"] = report.File,
            ["gateway"] = report.Gateway,
            ["seed"] = report.Seed,
            ["version"] = report.Version,
            ["startedAt"] = report.StartedAt,
            ["seconds"] = Seconds(report.Duration),
            ["exitCode"] = exitCode,
            ["conclusion"] = language.Of(Conclusion.Of(outcome)),
            ["interrupted"] = report.IsInterrupted,
            ["fault"] = report.Fault,
            ["stale"] = Array(outcome.Stale.Select(Stale)),
            ["cases"] = Array(outcome.Cases.Select(one => Case(one, report.Gateway))),
        });
    }

    /// <summary>The cases as an array in one line.</summary>
    /// <param name="rows">Cases, each with the reason why it does not apply to the shop; null when it does.</param>
    public string List(IEnumerable<(CheckCase Case, string? Reason)> rows) => Write(Array(rows.Select(row => new JsonObject
    {
        ["id"] = row.Case.Id,
        ["title"] = language.Of(row.Case.Title),
        ["core"] = row.Case.IsCore,
        ["applies"] = row.Reason is null,
        ["reason"] = row.Reason,
    })));

    JsonObject Stale(StaleEntry stale) => new()
    {
        ["case"] = stale.Entry.Case,
        ["place"] = stale.Place,
        ["sentence"] = language.Of(stale.Sentence),
    };

    JsonObject Case(JudgedCase judged, string gateway)
    {
        var result = judged.Result;
        return new()
        {
            ["id"] = judged.Id,
            ["title"] = language.Of(result.Case.Title),
            ["verdict"] = VerdictWord.Of(result.Verdict),
            ["accepted"] = judged.Accepted is { } accepted ? language.Accepted(accepted) : null,
            ["sentence"] = language.Of(result.Sentence),
            ["fix"] = judged.IsRed ? language.Of(CaseFix.Of(result)) : null,
            ["seconds"] = Seconds(result.Duration),
            ["conditions"] = Array(result.Conditions.Select(Condition)),
            ["payments"] = new JsonArray([.. Payments(result, gateway).Select(link => (JsonNode)link)]),
        };
    }

    JsonObject Condition(ConditionResult condition) => new()
    {
        ["part"] = condition.Part,
        ["holds"] = condition.Holds,
        ["sentence"] = language.Of(condition.Sentence),
    };

    static IEnumerable<string> Payments(CaseResult result, string gateway) =>
        result.Facts?.Payments.Select(payment => PaymentLink.Of(gateway, payment.Transaction.AccessId)) ?? [];

    static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    static JsonArray Array(IEnumerable<JsonObject> objects) => [.. objects];

    static string Write(JsonNode node) => node.ToJsonString(CommandJson.Types.Options);
}
