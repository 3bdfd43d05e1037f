using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>What the consumer does.</summary>
/// <param name="Action">
/// <c>approve</c>, <c>cancel</c>, <c>abandon</c>, <c>play</c> (what the scenario says) or <c>end</c> (a live contract, at the wallet).
/// </param>
/// <param name="Member">An id, as are Coupon and Card. All but Action go with <c>approve</c> only.</param>
/// <param name="Points"><c>none</c>, <c>all</c> or a number.</param>
internal sealed record ConsumerRequest(string Action, string? Member, string? Points, string? Coupon, string? Card)
{
    public static readonly IReadOnlyList<string> Actions = ["approve", "cancel", "abandon", "play", "end"];

    /// <exception cref="ProblemException">400: the body is invalid.</exception>
    public static ConsumerRequest From(JsonBodyReader body)
    {
        var request = new ConsumerRequest(
            body.OneOf("action", required: true, Actions) ?? "",
            body.Text("member"),
            body.TextOrNumber("points"),
            body.Text("coupon"),
            body.Text("card"));
        if (request.Points is { } points && !PointsUse.TryParse(points, out _))
            body.AddError("points", points, $"none, all or a number up to {PointsUse.Max}", $"none、all、または{PointsUse.Max}以下の数");
        if (request.Action is not ("approve" or "")) request.RefuseChoices(body);
        body.ThrowIfInvalid();
        return request;
    }

    void RefuseChoices(JsonBodyReader body)
    {
        (string Name, string? Value)[] choices = [("member", Member), ("points", Points), ("coupon", Coupon), ("card", Card)];
        foreach (var (name, value) in choices.Where(choice => choice.Value is not null))
        {
            body.AddError(name, value,
                $"nothing: it goes with approve, not with {Action}",
                $"なし（approve でのみ指定できます。{Action} では指定できません）");
        }
    }
}
