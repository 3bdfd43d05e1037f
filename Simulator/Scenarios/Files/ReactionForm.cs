using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <summary>How a reaction is written: its word, the cues it belongs to, the keys it takes, and how they become data.</summary>
internal sealed record ReactionForm(string Word, IReadOnlyList<Cue> Cues, string About, IReadOnlyList<KeyForm> Keys, Func<Given, Reaction> Make)
{
    const int MostTimes = 20;

    public static readonly IReadOnlyList<ReactionForm> All =
    [
        new("proceed",    [Cue.Received, Cue.Deciding, Cue.Answering, Cue.Starting, Cue.Notifying, Cue.Returning, Cue.Charging], "what comes without a scenario",
            [], _ => new Reaction.Proceed()),
        new("delay",      [Cue.Received, Cue.Answering, Cue.Notifying, Cue.Returning], "the same, later",
            [KeyForm.Duration("by", "by how much", required: true)], given => new Reaction.Wait(given.Value("by", new Delay()))),
        new("drop",       [Cue.Received, Cue.Answering], "the connection breaks off; with answering, what was decided is saved all the same",
            [], _ => new Reaction.Drop()),
        new("hang",       [Cue.Received, Cue.Answering], "no answer comes; with answering, what was decided is saved all the same",
            [KeyForm.Duration("for", "how long the connection stays open, unless the caller ends it: PT5M when left out")], given => new Reaction.Hang(given.Value("for", new Delay(LongHang, LongHang)))),
        new("httpStatus", [Cue.Received, Cue.Answering], "an HTTP status without a body, in the place of the answer",
            [KeyForm.Whole("code", 400, 599, "the status: 503 when left out")], given => new Reaction.HttpStatus(given.Number("code", 503))),
        new("garble",     [Cue.Answering], "the answer's bytes are broken on the way",
            [], _ => new Reaction.Garble()),
        new("refuse",     [Cue.Deciding, Cue.Starting], "the gateway refuses and changes nothing",
            [KeyForm.Errors("errors", "an ErrInfo, or a list of them")], given => new Reaction.Refuse(given.Value("errors", ImmutableArray<string>.Empty))),
        new("arriveLate", [Cue.Starting], "the consumer comes when the payment term is over",
            [], _ => new Reaction.ArriveLate()),
        new("askPerson",  [Cue.WalletOpened], "the wallet shows its pages",
            [], _ => new Reaction.AskPerson()),
        new("approve",    [Cue.WalletOpened], "the consumer pays",
        [
            KeyForm.Text("member", "who signs in: the wallet's default member when left out"),
            KeyForm.Points("points", "none (when left out), all, or a number of points"),
            KeyForm.Text("coupon", "none when left out"),
            KeyForm.Text("card", "the member's first when left out"),
            KeyForm.Whole("clicks", 1, MostTimes, "how often the pay button is pressed before the answer comes"),
            KeyForm.Whole("tabs", 1, MostTimes, "in how many tabs the payment is opened; each of them tries to pay"),
            KeyForm.Flag("goesBack", "goes back to the finished page and pays again"),
            KeyForm.Flag("reloads", "loads the page that leads back to the shop a second time"),
        ], Approve),
        new("cancel",     [Cue.WalletOpened], "the consumer presses Cancel",
            [], _ => new Reaction.Cancel()),
        new("leave",      [Cue.WalletOpened], "the consumer closes the window and never comes back",
            [], _ => new Reaction.Leave()),
        new("decline",    [Cue.WalletOpened], "the wallet declines",
            [KeyForm.Error("error", "the ErrInfo: that of a refused card when left out")], given => new Reaction.Decline(given.Get<string>("error"))),
        new("lose",       [Cue.WalletOpened], "the consumer decides, but the gateway never hears of it as it should: the status stays until the term ends",
            [KeyForm.Error("error", "the ErrInfo that the browser brings to the shop: that the wallet could not be reached when left out")], given => new Reaction.Lose(given.Get<string>("error"))),
        new("omit",       [Cue.Notifying, Cue.Returning], "it is never sent",
            [], _ => new Reaction.Omit()),
        new("send",       [Cue.Notifying, Cue.Returning], "it is sent in another way",
        [
            KeyForm.Whole("times", 1, MostTimes, "how often"),
            KeyForm.Flag("together", "all at once, on connections of their own"),
            KeyForm.Duration("again", "once more, so long after it was taken (notifications only)"),
            KeyForm.Flag("connectivityTest", "the gateway's connectivity test (E00000000) is sent before it (notifications only)"),
            KeyForm.Fields("fields", "fields that are sent with another value, or besides; an empty value leaves the field out"),
        ], Send),
        new("fail",       [Cue.Charging], "the month's charge fails",
            [KeyForm.Error("error", "the ErrInfo: RC3000113 when left out; RC3000114 ends the contract by force")], given => new Reaction.Fail(given.Get<string>("error"))),
    ];

    static readonly TimeSpan LongHang = TimeSpan.FromMinutes(5);

    /// <summary>Reads the keys that stand behind the word; every fault is noted.</summary>
    public Reaction Read(Section section, Vocabulary vocabulary)
    {
        foreach (var key in Keys.Where(key => key.Required)) section.Need(key.Name);
        return Make(new(Keys.Where(key => section[key.Name] is not null).ToDictionary(key => key.Name, key => key.Read(section, section[key.Name]!, vocabulary))));
    }

    static Reaction.Approve Approve(Given given) => new(given.Get<string>("member"), given.Value("points", PointsUse.None), given.Get<string>("coupon"), given.Get<string>("card"))
    {
        Handling = new(given.Number("clicks", 1), given.Number("tabs", 1), given.Value("goesBack", false), given.Value("reloads", false)),
    };

    static Reaction.Send Send(Given given) => new(new Sending(
        given.Number("times", 1), given.Value("together", false), given.Maybe<Delay>("again"), given.Value("connectivityTest", false), given.Get<ImmutableSortedDictionary<string, string>>("fields")));
}
