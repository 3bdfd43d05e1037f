using System.Text.Json.Nodes;
using KantanSim.Evidence;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;
using KantanSim.Transactions;

namespace KantanSim.Tests.Evidence;

/// <summary>Saves a played payment as a scenario, and plays that.</summary>
internal static class SavedRun
{
    /// <summary>The scenario file of a payment, which must have no finding of the lint.</summary>
    public static async Task<Scenario> Of(SimulatorFixture simulated, string accessId, string name)
    {
        var yaml = await Yaml(simulated, accessId, name);
        var read = ScenarioFile.Parse(yaml, $"{name}.yaml", BuiltInSymbols.Known);
        Assert.True(read.Diagnostics.Count == 0, $"{string.Join("\n", read.Diagnostics)}\n{yaml}");
        return read.Scenario!;
    }

    public static async Task<string> Yaml(SimulatorFixture simulated, string accessId, string name)
    {
        var payment = simulated.GetService<Ledger>().Find(accessId)!;
        var record = await simulated.GetService<PaymentRecordReader>().Read(payment);
        return simulated.GetService<RunScenario>().Of(record, new(name)).Yaml;
    }

    /// <summary>What must be equal in a replay: status, money, notifications and steps, one line each.</summary>
    public static async Task<string> Outcome(SimulatorFixture simulated, string accessId)
    {
        var payment = (await simulated.CallApi(HttpMethod.Get, $"/transactions/{accessId}"))["body"]!;
        var notifications = (await simulated.CallApi(HttpMethod.Get, $"/notifications?accessId={accessId}"))["body"]!["items"]!.AsArray();
        string[] members = ["status", "errInfo", "amount", "tax", "total", "card", "points", "coupon", "shopCoupon", "member", "jobCd"];
        return string.Join('\n',
        [
            .. members.Select(name => $"{name}: {payment[name]}"),
            .. (payment["contract"]?["charges"]?.AsArray() ?? [])
                .Select(charge => $"{charge!["month"]} {charge["status"]} {charge["total"]}"),
            .. notifications.Select(one => $"{one!["status"]} {one["state"]}: {Attempts(one)}"),
            .. payment["timeline"]!.AsArray().Select(Step).Where(step => step.Length > 0).Order(StringComparer.Ordinal),
        ]);
    }

    static string Attempts(JsonNode notification) =>
        string.Join("; ", notification["attempts"]!.AsArray().Select(attempt => (string?)attempt!["outcome"]));

    static string Step(JsonNode? step)
    {
        var what = (string)step!["what"]!;
        if (what.StartsWith("plays scenario ", StringComparison.Ordinal)) return "";
        // The scenario's words: a random delay is saved as the one that was drawn.
        var delay = what.IndexOf("delayed by ", StringComparison.Ordinal);
        return $"{step["step"]} {step["from"]} → {step["to"]}: {(delay < 0 ? what : what[..delay])}";
    }
}
