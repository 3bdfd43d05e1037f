namespace KantanSim.Operations;

/// <summary>Plays a scenario as a shop: the body of <c>POST /api/scenarios/{name}/play</c>. All members may be left out.</summary>
/// <param name="ShopId">Required unless there is exactly one shop.</param>
/// <param name="OrderId">1 to 27 letters, digits and hyphens, not used yet; default: the next free of PLAY-1, PLAY-2, ...</param>
/// <param name="Amount">In yen, 1 to 9,999,999; default: 1,000.</param>
/// <param name="ReturnUrl">Where the consumer's browser comes back to; default: the demo shop's front page.</param>
/// <param name="Advance">False: the script ends where it would advance the shop's clock. Default: true.</param>
internal sealed record PlayRequest(
    string? ShopId = null, string? OrderId = null, int? Amount = null, string? ReturnUrl = null, bool? Advance = null);

/// <summary>What happened when a scenario was played.</summary>
/// <param name="Complete">Whether every step of the script was played and got what the script says.</param>
/// <param name="Steps">The steps of the script that were played.</param>
/// <param name="Advanced">How far the shop's own clock was advanced, an ISO 8601 duration; null: it was not.</param>
/// <param name="Now">The shop's time at the end.</param>
/// <param name="Page">The payment's page on the dashboard; null when no payment was registered.</param>
/// <param name="Transaction">The payment with its timeline; null when none was registered.</param>
internal sealed record PlayView(
    string Scenario, string ShopId, string OrderId, bool Complete, IReadOnlyList<PlayedStepView> Steps,
    string? Advanced, DateTimeOffset Now, string? Page, TransactionView? Transaction);

/// <summary>A step of a script that was played.</summary>
/// <param name="Do">An API of the gateway, or a word of scripts such as <c>play</c> or <c>advance</c>.</param>
/// <param name="Got"><c>ok</c>, <c>nothing</c> (no answer), <c>garbled</c>, an HTTP status such as <c>HTTP 500</c>, or an ErrInfo.</param>
/// <param name="Expected">What the script says; null: anything.</param>
internal sealed record PlayedStepView(int Step, string Do, string? Value, string Got, string? Expected)
{
    public static PlayedStepView Of(PlayedStep step) => new(step.Number, step.Line.Do, step.Line.Value, step.Got, step.Expected);
}
