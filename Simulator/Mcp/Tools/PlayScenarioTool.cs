using KantanSim.Operations;

namespace KantanSim.Mcp.Tools;

internal sealed class PlayScenarioTool(PlayService player, RequestUrl url) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "play_scenario", "Play a scenario",
        "Plays a whole payment by a scenario in the shop's place: calls, consumer and clock. The shop only gets the notifications. Use it "
        + "to test how the shop receives notifications, or to see what a scenario does, without running the shop's own checkout.",
        ToolEffect.Changes,
        [
            new("scenario", "string", "The scenario's name, from list_scenarios.") { IsRequired = true },
            new("shopId", "string", "The ShopID; default: the only shop, or the first of the settings."),
            new("orderId", "string", "1 to 27 letters, digits and hyphens, not used yet; default: the next free of PLAY-1, PLAY-2, ..."),
            new("amount", "integer", "In yen, 1 to 9999999; default: 1000."),
            new("returnUrl", "string", "Where the consumer's browser comes back to, an http or https URL; default: the demo shop."),
            new("advance", "boolean", "false: the script ends where it would advance the shop's clock; default: true."),
        ]);

    public async Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var name = ToolArgument.Required(arguments, "scenario");
        var played = await player.Play(name, arguments, url.Base, cancel);
        return ToolAnswer.Of(Text(played), played, ToolAnswer.Control.PlayView);
    }

    static string Text(PlayView played)
    {
        var end = played.Complete ? "to the end of its script" : "not to the end: the last step got something else than the script says";
        var payment = played.Transaction is { } view ? $"\n{PaymentText.Line(view)}" : "";
        return $"Played {played.Scenario} {end}.{payment}" + PaymentText.Section("Steps", played.Steps.Select(Step));
    }

    static string Step(PlayedStepView step)
    {
        var expected = step.Expected is { } other && other != step.Got ? $" (the script says {other})" : "";
        return $"{step.Do} {step.Value}".TrimEnd() + $": {step.Got}{expected}";
    }
}
