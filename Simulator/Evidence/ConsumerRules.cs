using System.Text.RegularExpressions;
using KantanSim.Consumers;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>What a person did at the wallet, as rules that <c>play</c> plays and a browser does not.</summary>
/// <param name="members">The members of the shop.</param>
/// <param name="unsaved">Sentences about what cannot be saved are added here.</param>
internal sealed partial class ConsumerRules(MemberSet members, List<string> unsaved)
{
    /// <summary>One rule for each visit that has reached the wallet, oldest first. All but the last are played once.</summary>
    public IReadOnlyList<Rule> Of(PaymentRecord record)
    {
        var visits = Visit.Of(record.Timeline).Where(visit => visit.IsAtTheWallet).ToList();
        return [.. visits.Select((visit, index) => RuleOf(visit, record.Payment, isLast: index == visits.Count - 1))];
    }

    Rule RuleOf(Visit visit, Transaction payment, bool isLast)
    {
        var action = ActionOf(visit, payment);
        var hook = action is ScenarioAction.ArriveLate ? Hook.Starting : Hook.WalletOpened;
        return new(hook, action, isLast ? null : 1, PlayMode.Manual);
    }

    ScenarioAction ActionOf(Visit visit, Transaction payment)
    {
        var refused = visit.Deeds.Select(deed => RefusedCard().Match(deed.What)).FirstOrDefault(match => match.Success);
        var actions = visit.Deeds.Select(deed => ActionOf(deed, payment)).OfType<ScenarioAction>().ToList();
        if (actions.Count > 1) unsaved.Add("The consumer decided more than once in one visit: the script plays the first decision.");
        if (refused is not null && actions.Count > 0)
            unsaved.Add($"The card {refused.Groups[2].Value} of {refused.Groups[1].Value} was refused first: the script does not try it.");
        if (actions.Count > 0) return actions[0];
        // A scripted consumer gives up, too, when a card is refused.
        if (refused is not null) return Approve(refused.Groups[1].Value, PointsUse.None, null, refused.Groups[2].Value);
        unsaved.Add("The consumer was at the wallet and has not decided: the script lets the consumer leave.");
        return new ScenarioAction.Leave();
    }

    ScenarioAction? ActionOf(TimelineEntry deed, Transaction payment) => deed.What switch
    {
        "cancels" => new ScenarioAction.Cancel(),
        "leaves without deciding" => new ScenarioAction.Leave(),
        "comes too late; the clock was not moved" => new ScenarioAction.ArriveLate(),
        "pays, and is declined" => new ScenarioAction.Decline(payment.Error?.Info),
        TimelineEntry.PaidUnheard => new ScenarioAction.Lose(payment.Visit?.Fault?.Info),
        var what when Approves().Match(what) is { Success: true } approves =>
            Approve(approves.Groups[1].Value, PointsIn(deed), payment.Payment?.CouponId, payment.Payment?.CardId),
        _ => null,
    };

    static PointsUse PointsIn(TimelineEntry deed) =>
        int.TryParse(deed.Request?.GetValueOrDefault("points"), out var used) && used > 0 ? PointsUse.Some(used) : PointsUse.None;

    ScenarioAction.Approve Approve(string memberId, PointsUse points, string? coupon, string? card)
    {
        var member = members.Find(memberId);
        if (member is null) unsaved.Add($"The member {memberId} is gone: the script needs one with this id.");
        // The first card is the default.
        var isDefault = card is null || (member?.Cards is [var first, ..] && first.Id == card);
        return new(memberId == Members.DefaultId ? null : memberId, points, coupon, isDefault ? null : card);
    }

    [GeneratedRegex("^approves as ([^,]+)$")]
    private static partial Regex Approves();

    [GeneratedRegex("^approves as (.+), and the card (.+) is refused$")]
    private static partial Regex RefusedCard();
}
