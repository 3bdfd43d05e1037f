using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <summary>How a reaction is written: its word, the cues it belongs to, the keys it takes, and how they become data.</summary>
internal sealed record ActionDefinition(string Name, IReadOnlyList<Hook> Hooks, string About, IReadOnlyList<ActionParameter> Parameters, Func<ActionArguments, ScenarioAction> Make)
{
    const int MostTimes = 20;

    public static readonly IReadOnlyList<ActionDefinition> All =
    [
        new("proceed",    [Hook.Received, Hook.Deciding, Hook.Answering, Hook.Starting, Hook.Notifying, Hook.Returning, Hook.Charging], "what comes without a scenario",
            [], _ => new ScenarioAction.Proceed()),
        new("delay",      [Hook.Received, Hook.Answering, Hook.Notifying, Hook.Returning], "the same, later",
            [ActionParameter.Duration("by", "by how much", required: true)], given => new ScenarioAction.Wait(given.GetValueOrDefault("by", new DelayRange()))),
        new("drop",       [Hook.Received, Hook.Answering], "the connection breaks off; with answering, what was decided is saved all the same",
            [], _ => new ScenarioAction.Drop()),
        new("hang",       [Hook.Received, Hook.Answering], "no answer comes; with answering, what was decided is saved all the same",
            [ActionParameter.Duration("for", "how long the connection stays open, unless the caller ends it: PT5M when left out")], given => new ScenarioAction.Hang(given.GetValueOrDefault("for", new DelayRange(LongHang, LongHang)))),
        new("httpStatus", [Hook.Received, Hook.Answering], "an HTTP status without a body, in the place of the answer",
            [ActionParameter.Whole("code", 400, 599, "the status: 503 when left out")], given => new ScenarioAction.HttpStatus(given.GetIntOrDefault("code", 503))),
        new("garble",     [Hook.Answering], "the answer's bytes are broken on the way",
            [], _ => new ScenarioAction.Garble()),
        new("refuse",     [Hook.Deciding, Hook.Starting], "the gateway refuses and changes nothing",
            [ActionParameter.Errors("errors", "an ErrInfo, or a list of them")], given => new ScenarioAction.Refuse(given.GetValueOrDefault("errors", ImmutableArray<string>.Empty))),
        new("arriveLate", [Hook.Starting], "the consumer comes when the payment term is over",
            [], _ => new ScenarioAction.ArriveLate()),
        new("askPerson",  [Hook.WalletOpened], "the wallet shows its pages",
            [], _ => new ScenarioAction.AskPerson()),
        new("approve",    [Hook.WalletOpened], "the consumer pays",
        [
            ActionParameter.Text("member", "who signs in: the wallet's default member when left out"),
            ActionParameter.Points("points", "none (when left out), all, or a number of points"),
            ActionParameter.Text("coupon", "none when left out"),
            ActionParameter.Text("card", "the member's first when left out"),
            ActionParameter.Whole("clicks", 1, MostTimes, "how often the pay button is pressed before the answer comes"),
            ActionParameter.Whole("tabs", 1, MostTimes, "in how many tabs the payment is opened; each of them tries to pay"),
            ActionParameter.Flag("goesBack", "goes back to the finished page and pays again"),
            ActionParameter.Flag("reloads", "loads the page that leads back to the shop a second time"),
        ], Approve),
        new("cancel",     [Hook.WalletOpened], "the consumer presses Cancel",
            [], _ => new ScenarioAction.Cancel()),
        new("leave",      [Hook.WalletOpened], "the consumer closes the window and never comes back",
            [], _ => new ScenarioAction.Leave()),
        new("decline",    [Hook.WalletOpened], "the wallet declines",
            [ActionParameter.Error("error", "the ErrInfo: that of a refused card when left out")], given => new ScenarioAction.Decline(given.Get<string>("error"))),
        new("lose",       [Hook.WalletOpened], "the consumer decides, but the gateway never hears of it as it should: the status stays until the term ends",
            [ActionParameter.Error("error", "the ErrInfo that the browser brings to the shop: that the wallet could not be reached when left out")], given => new ScenarioAction.Lose(given.Get<string>("error"))),
        new("omit",       [Hook.Notifying, Hook.Returning], "it is never sent",
            [], _ => new ScenarioAction.Omit()),
        new("send",       [Hook.Notifying, Hook.Returning], "it is sent in another way",
        [
            ActionParameter.Whole("times", 1, MostTimes, "how often"),
            ActionParameter.Flag("together", "all at once, on connections of their own"),
            ActionParameter.Duration("again", "once more, so long after it was taken (notifications only)"),
            ActionParameter.Flag("connectivityTest", "the gateway's connectivity test (E00000000) is sent before it (notifications only)"),
            ActionParameter.Fields("fields", "fields that are sent with another value, or besides; an empty value leaves the field out"),
        ], Send),
        new("fail",       [Hook.Charging], "the month's charge fails",
            [ActionParameter.Error("error", "the ErrInfo: RC3000113 when left out; RC3000114 ends the contract by force")], given => new ScenarioAction.Fail(given.Get<string>("error"))),
    ];

    static readonly TimeSpan LongHang = TimeSpan.FromMinutes(5);

    /// <summary>Reads the keys that stand behind the word; every fault is noted.</summary>
    public ScenarioAction Read(YamlSection section, KnownSymbols vocabulary)
    {
        foreach (var key in Parameters.Where(key => key.Required)) section.Require(key.Name);
        return Make(new(Parameters.Where(key => section[key.Name] is not null).ToDictionary(key => key.Name, key => key.Read(section, section[key.Name]!, vocabulary))));
    }

    static ScenarioAction.Approve Approve(ActionArguments given) => new(given.Get<string>("member"), given.GetValueOrDefault("points", PointsUse.None), given.Get<string>("coupon"), given.Get<string>("card"))
    {
        Behaviour = new(given.GetIntOrDefault("clicks", 1), given.GetIntOrDefault("tabs", 1), given.GetValueOrDefault("goesBack", false), given.GetValueOrDefault("reloads", false)),
    };

    static ScenarioAction.Send Send(ActionArguments given) => new(new DeliveryOptions(
        given.GetIntOrDefault("times", 1), given.GetValueOrDefault("together", false), given.GetValueOrNull<DelayRange>("again"), given.GetValueOrDefault("connectivityTest", false), given.Get<ImmutableSortedDictionary<string, string>>("fields")));
}
