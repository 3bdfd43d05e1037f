namespace KantanSim.Scenarios.Files;

/// <summary>A named moment of a payment, raised at exactly one line of the program.</summary>
/// <param name="Name">Its word in scenario files.</param>
/// <param name="Unscripted">What happens when no rule speaks.</param>
/// <param name="About">When it is, in a few words.</param>
internal sealed record Cue(string Name, Reaction Unscripted, string About)
{
    public static readonly Cue Received     = new("received",     new Reaction.Proceed(),   "a call of the merchant has come, nothing is decided yet");
    public static readonly Cue Deciding     = new("deciding",     new Reaction.Proceed(),   "the gateway is about to decide about a call");
    public static readonly Cue Answering    = new("answering",    new Reaction.Proceed(),   "the decision is saved, the answer is about to go out");
    public static readonly Cue Starting     = new("starting",     new Reaction.Proceed(),   "a browser reaches StartURL");
    public static readonly Cue WalletOpened = new("walletOpened", new Reaction.AskPerson(), "a browser reaches the wallet");
    public static readonly Cue Notifying    = new("notifying",    new Reaction.Proceed(),   "a result notification is about to be sent");
    public static readonly Cue Returning    = new("returning",    new Reaction.Proceed(),   "the browser is about to go back to RetURL");
    public static readonly Cue Charging     = new("charging",     new Reaction.Proceed(),   "a month of a contract is about to be charged");

    public static readonly IReadOnlyList<Cue> All = [Received, Deciding, Answering, Starting, WalletOpened, Notifying, Returning, Charging];

    /// <summary>It comes with a call of the gateway's API, and counts for each API by itself.</summary>
    public bool IsCall => this == Received || this == Deciding || this == Answering;

    public override string ToString() => Name;
}
