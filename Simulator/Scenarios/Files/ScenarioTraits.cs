#pragma warning disable format // aligned tables
namespace KantanSim.Scenarios.Files;

/// <summary>Who misbehaves in a scenario and what the shop sees of it, derived from its rules and its race.</summary>
internal sealed record ScenarioTraits(IReadOnlyList<ScenarioParty> Parties, IReadOnlyList<ScenarioEffect> Effects)
{
    /// <summary>ErrInfo codes of this wallet begin so; the gateway passes them on.</summary>
    const string WalletPrefix = "RC";

    static readonly string[] OrdinaryCalls =
        ["EntryTranRecruit", "ExecTranRecruit", "EntryTranRecruitContinuance", "ExecTranRecruitContinuance"];

    public static ScenarioTraits Of(Scenario scenario)
    {
        List<(ScenarioParty? Party, ScenarioEffect Effect)> found = [.. scenario.Rules.SelectMany(Of), .. Of(scenario.Race)];
        var special = found.Where(trait => trait.Effect != ScenarioEffect.Paid).ToList();
        if (special.Count > 0) found = special;
        var parties = found.Select(trait => trait.Party).ToHashSet();
        if (Acts(scenario)) parties.Add(ScenarioParty.Merchant);
        return new(
            [.. ScenarioParty.All.Where(party => parties.Contains(party))],
            [.. ScenarioEffect.All.Where(effect => found.Exists(trait => trait.Effect == effect))]);
    }

    // A rule is about a call that comes after the request of the payment: a sale, a cancel, a search.
    static bool Acts(Scenario scenario) =>
        scenario.Rules.Any(rule => rule.Match?.Operation is { } operation && !OrdinaryCalls.Contains(operation));

    /// <summary>What one rule adds. Empty for a rule that does what happens without it.</summary>
    public static IEnumerable<(ScenarioParty? Party, ScenarioEffect Effect)> Of(Rule rule) => rule.Then switch
    {
        ScenarioAction.Proceed or ScenarioAction.AskPerson => [],
        ScenarioAction.Approve approve                     => Of(approve),
        ScenarioAction.Send { Options: var options }       => Of(options, rule.When),
        _                                                  => [OfPlain(rule)],
    };

    static (ScenarioParty? Party, ScenarioEffect Effect) OfPlain(Rule rule) => rule.Then switch
    {
        ScenarioAction.Wait when rule.When == Hook.Notifying => (ScenarioParty.Gateway, ScenarioEffect.NotificationLate),
        ScenarioAction.Wait when rule.When == Hook.Returning => (ScenarioParty.Consumer, ScenarioEffect.ReturnLate),
        ScenarioAction.Wait                                  => (ScenarioParty.Gateway, ScenarioEffect.Late),
        ScenarioAction.Drop or ScenarioAction.Hang           => (ScenarioParty.Network, ScenarioEffect.AnswerLost),
        ScenarioAction.HttpStatus                            => (ScenarioParty.Gateway, ScenarioEffect.HttpError),
        ScenarioAction.Garble                                => (ScenarioParty.Network, ScenarioEffect.AnswerBroken),
        ScenarioAction.Refuse refuse                         => (Refuser(refuse), ScenarioEffect.Refused),
        ScenarioAction.ArriveLate                            => (ScenarioParty.Consumer, ScenarioEffect.Expired),
        ScenarioAction.Cancel                                => (ScenarioParty.Consumer, ScenarioEffect.Cancelled),
        ScenarioAction.Leave                                 => (ScenarioParty.Consumer, ScenarioEffect.WalletClosed),
        ScenarioAction.Decline                               => (ScenarioParty.Wallet, ScenarioEffect.Declined),
        ScenarioAction.Lose                                  => (ScenarioParty.Wallet, ScenarioEffect.ResultUnknown),
        ScenarioAction.Omit when rule.When == Hook.Notifying => (ScenarioParty.Gateway, ScenarioEffect.NotificationOmitted),
        ScenarioAction.Omit                                  => (ScenarioParty.Consumer, ScenarioEffect.ReturnMissing),
        ScenarioAction.Fail                                  => (ScenarioParty.Wallet, ScenarioEffect.ChargeFails),
        var other => throw new InvalidOperationException($"No party and effect are defined for {other.Name}."),
    };

    static ScenarioParty Refuser(ScenarioAction.Refuse refuse) =>
        refuse.Errors.Any(error => error.StartsWith(WalletPrefix, StringComparison.Ordinal)) ? ScenarioParty.Wallet : ScenarioParty.Gateway;

    static IEnumerable<(ScenarioParty? Party, ScenarioEffect Effect)> Of(ScenarioAction.Approve approve)
    {
        var isRepeated = approve.Behaviour != new ConsumerBehaviour();
        var hasMeans = approve.Points != PointsUse.None || (approve.Coupon ?? approve.Card ?? approve.Member) is not null;
        if (isRepeated) yield return (ScenarioParty.Consumer, ScenarioEffect.Repeated);
        if (hasMeans) yield return (ScenarioParty.Consumer, ScenarioEffect.OtherMeans);
        if (!isRepeated && !hasMeans) yield return (null, ScenarioEffect.Paid);
    }

    static IEnumerable<(ScenarioParty? Party, ScenarioEffect Effect)> Of(DeliveryOptions options, Hook hook)
    {
        var isNotification = hook == Hook.Notifying;
        var party = isNotification ? ScenarioParty.Gateway : ScenarioParty.Consumer;
        if (options.Times > 1 || options.ResendAfter is not null || options.ConnectivityTest)
            yield return (party, isNotification ? ScenarioEffect.NotificationRepeated : ScenarioEffect.ReturnRepeated);
        if (options.Fields is not null)
            yield return (party, isNotification ? ScenarioEffect.NotificationAltered : ScenarioEffect.ReturnAltered);
    }

    static IEnumerable<(ScenarioParty? Party, ScenarioEffect Effect)> Of(Race race) => race switch
    {
        Race.Free              => [],
        Race.NotificationNever => [(ScenarioParty.Gateway, ScenarioEffect.NotificationOmitted)],
        Race.ReturnNever       => [(ScenarioParty.Consumer, ScenarioEffect.ReturnMissing)],
        _                      => [(ScenarioParty.Network, ScenarioEffect.Order)],
    };
}
