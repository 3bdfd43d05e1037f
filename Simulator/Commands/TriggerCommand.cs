using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>Plays a whole payment by a scenario at the shop of a running server, and prints what happened.</summary>
internal sealed class TriggerCommand(ClientSession session)
{
    static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    readonly CommandOutput output = session.Output;

    /// <param name="play">As in <c>POST /api/scenarios/{name}/play</c>.</param>
    /// <returns>The exit code: 1 when a step got something else than the scenario's script says.</returns>
    public async Task<int> Run(string scenario, JsonObject play, CancellationToken cancel)
    {
        var path = $"/scenarios/{Uri.EscapeDataString(scenario)}/play";
        var played = await session.Api.Send(HttpMethod.Post, path, play, ControlJson.Default.PlayView, cancel);
        if (output.IsJson) await output.Json(played, CommandJson.Types.PlayView);
        else foreach (var line in Describe(played)) await output.Line(line);
        return played.Steps.All(IsAsExpected) ? ExitCodes.Success : ExitCodes.Findings;
    }

    static bool IsAsExpected(PlayedStepView step) => step.Expected is null || step.Expected == step.Got;

    static IEnumerable<string> Describe(PlayView played)
    {
        yield return $"Played {played.Scenario} with order {played.OrderId} of shop {played.ShopId}:";
        foreach (var step in played.Steps) yield return Describe(step);
        if (played.Transaction is { } transaction)
        {
            yield return "What happened:";
            foreach (var line in (transaction.Timeline ?? []).SelectMany(Describe)) yield return line;
            yield return $"The payment's status is {transaction.Status}{(transaction.ErrInfo is { } error ? $", with {error}" : "")}.";
            yield return $"See {played.Page}";
        }
        else
            yield return "No payment was registered.";
        if (played.Advanced is not { } by) yield break;
        var now = played.Now.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        yield return $"The clock of shop {played.ShopId} was advanced by {by}. It is {now} there, whatever the common clock says.";
        yield return $"To follow the common clock again: kantansim clock set common --shop {played.ShopId}";
    }

    static string Describe(PlayedStepView step)
    {
        var call = step.Value is null ? step.Do : $"{step.Do} {step.Value}";
        var end = IsAsExpected(step) ? "" : $", but the script says {step.Expected}; it ends here";
        return $"  {step.Step,2}  {call,-30} {step.Got}{end}";
    }

    // The reason of an entry follows it; further notes are hints, and would come again with each entry.
    static IEnumerable<string> Describe(StepView entry) =>
        entry.Notes.Take(1).Select(note => $"{"",17}{note}").Prepend(Summarise(entry));

    static string Summarise(StepView entry)
    {
        var number = entry.Step?.ToString(CultureInfo.InvariantCulture) ?? "";
        var time = entry.At.ToOffset(Japan).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var who = entry.From == entry.To ? entry.From : $"{entry.From} -> {entry.To}";
        return $"  {time}  {number,2}  {who,-22} {entry.What}{(entry.Note is { Length: > 0 } note ? $" ({note})" : "")}";
    }
}
