using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <summary>How an action is written in scenario files: its word, its hooks, its parameters, and how they become an action.</summary>
internal sealed record ActionDefinition(
    string Name,
    IReadOnlyList<Hook> Hooks,
    string About,
    IReadOnlyList<ActionParameter> Parameters,
    Func<ActionArguments, ScenarioAction> Create)
{
    const int MaxRepetitions = 20;

    static readonly TimeSpan DefaultHang = TimeSpan.FromMinutes(5);

    public static readonly IReadOnlyList<ActionDefinition> All =
    [
        new("proceed",
            [Hook.Received, Hook.Deciding, Hook.Answering, Hook.Starting, Hook.Notifying, Hook.Returning, Hook.Charging],
            "the behaviour without a scenario",
            [],
            _ => new ScenarioAction.Proceed()),
        new("delay",
            [Hook.Received, Hook.Answering, Hook.Notifying, Hook.Returning],
            "it happens later",
            [ActionParameter.Duration("by", "the delay", required: true)],
            arguments => new ScenarioAction.Wait(arguments.GetValueOrDefault("by", new DelayRange()))),
        new("drop",
            [Hook.Received, Hook.Answering],
            "the connection is closed; at answering, the result is already saved",
            [],
            _ => new ScenarioAction.Drop()),
        new("hang",
            [Hook.Received, Hook.Answering],
            "no response is sent; at answering, the result is already saved",
            [ActionParameter.Duration("for", "how long the connection stays open unless the caller closes it; default: PT5M")],
            arguments => new ScenarioAction.Hang(arguments.GetValueOrDefault("for", new DelayRange(DefaultHang, DefaultHang)))),
        new("httpStatus",
            [Hook.Received, Hook.Answering],
            "an HTTP status without a body instead of the response",
            [ActionParameter.Integer("code", 400, 599, "the status; default: 503")],
            arguments => new ScenarioAction.HttpStatus(arguments.GetIntOrDefault("code", 503))),
        new("garble",
            [Hook.Answering],
            "the bytes of the response are corrupted",
            [],
            _ => new ScenarioAction.Garble()),
        new("refuse",
            [Hook.Deciding, Hook.Starting],
            "the gateway refuses and changes nothing",
            [ActionParameter.Errors("errors", "an ErrInfo, or a list of them")],
            arguments => new ScenarioAction.Refuse(arguments.GetValueOrDefault("errors", ImmutableArray<string>.Empty))),
        new("arriveLate",
            [Hook.Starting],
            "the consumer arrives after the payment term has expired",
            [],
            _ => new ScenarioAction.ArriveLate()),
        new("askPerson",
            [Hook.WalletOpened],
            "the wallet shows its pages and a person decides",
            [],
            _ => new ScenarioAction.AskPerson()),
        new("approve",
            [Hook.WalletOpened],
            "the consumer pays",
            [
                ActionParameter.Text("member", "the member who signs in; default: the wallet's default member"),
                ActionParameter.Points("points", "none (default), all, or a number of points"),
                ActionParameter.Text("coupon", "the coupon to use; default: none"),
                ActionParameter.Text("card", "the card to use; default: the member's first"),
                ActionParameter.Integer("clicks", 1, MaxRepetitions, "how often the pay button is pressed before the response arrives"),
                ActionParameter.Integer("tabs", 1, MaxRepetitions, "the number of tabs that open the payment; each tries to pay"),
                ActionParameter.Flag("goesBack", "the consumer goes back from the completed page and pays again"),
                ActionParameter.Flag("reloads", "the page that returns to the shop is loaded a second time"),
            ],
            Approve),
        new("cancel",
            [Hook.WalletOpened],
            "the consumer presses Cancel",
            [],
            _ => new ScenarioAction.Cancel()),
        new("leave",
            [Hook.WalletOpened],
            "the consumer closes the window and does not come back",
            [],
            _ => new ScenarioAction.Leave()),
        new("decline",
            [Hook.WalletOpened],
            "the wallet declines the payment",
            [ActionParameter.Error("error", "the ErrInfo; default: that of a refused card")],
            arguments => new ScenarioAction.Decline(arguments.Get<string>("error"))),
        new("lose",
            [Hook.WalletOpened],
            "the consumer decides, but no usable result reaches the gateway; the status stays until the payment term expires",
            [ActionParameter.Error("error", "the ErrInfo that the browser brings to the shop; default: that of an unreachable wallet")],
            arguments => new ScenarioAction.Lose(arguments.Get<string>("error"))),
        new("omit",
            [Hook.Notifying, Hook.Returning],
            "it is not sent",
            [],
            _ => new ScenarioAction.Omit()),
        new("send",
            [Hook.Notifying, Hook.Returning],
            "it is sent with changes",
            [
                ActionParameter.Integer("times", 1, MaxRepetitions, "how many times it is sent"),
                ActionParameter.Flag("together", "all at once, each on its own connection"),
                ActionParameter.Duration("again", "sent again this long after the merchant has accepted it (notifications only)"),
                ActionParameter.Flag("connectivityTest", "the connectivity test (E00000000) is sent first (notifications only)"),
                ActionParameter.Fields("fields", "fields to override or add; an empty value omits the field"),
            ],
            Send),
        new("fail",
            [Hook.Charging],
            "the month's charge fails",
            [ActionParameter.Error("error", "the ErrInfo; default: RC3000113; RC3000114 terminates the contract")],
            arguments => new ScenarioAction.Fail(arguments.Get<string>("error"))),
    ];

    public IReadOnlyList<string> ParameterNames { get; } = [.. Parameters.Select(parameter => parameter.Name)];

    /// <summary>The actions that are allowed at a hook.</summary>
    public static IEnumerable<ActionDefinition> For(Hook hook) => All.Where(definition => definition.Hooks.Contains(hook));

    /// <summary>Creates the action from its parameters; errors are added to the diagnostics of the section.</summary>
    public ScenarioAction Read(YamlSection section, KnownSymbols symbols)
    {
        var arguments = new Dictionary<string, object?>();
        foreach (var parameter in Parameters)
        {
            var node = parameter.Required ? section.Require(parameter.Name) : section[parameter.Name];
            if (node is not null) arguments.Add(parameter.Name, parameter.Read(section, node, symbols));
        }
        return Create(new(arguments));
    }

    static ScenarioAction.Approve Approve(ActionArguments arguments)
    {
        var behaviour = new ConsumerBehaviour(
            arguments.GetIntOrDefault("clicks", 1),
            arguments.GetIntOrDefault("tabs", 1),
            arguments.GetValueOrDefault("goesBack", false),
            arguments.GetValueOrDefault("reloads", false));
        return new(
            arguments.Get<string>("member"),
            arguments.GetValueOrDefault("points", PointsUse.None),
            arguments.Get<string>("coupon"),
            arguments.Get<string>("card"))
        {
            Behaviour = behaviour,
        };
    }

    static ScenarioAction.Send Send(ActionArguments arguments) => new(new DeliveryOptions(
        arguments.GetIntOrDefault("times", 1),
        arguments.GetValueOrDefault("together", false),
        arguments.GetValueOrNull<DelayRange>("again"),
        arguments.GetValueOrDefault("connectivityTest", false),
        arguments.Get<ImmutableSortedDictionary<string, string>>("fields")));
}
