namespace KantanSim.Scenarios.Files;

/// <summary>A named moment of a payment, raised at exactly one line of the program.</summary>
/// <param name="Name">Its word in scenario files.</param>
/// <param name="DefaultAction">What happens when no rule speaks.</param>
/// <param name="About">When it is, in a few words.</param>
internal sealed record Hook(string Name, ScenarioAction DefaultAction, string About)
{
    public static readonly Hook Received     = new("received",     new ScenarioAction.Proceed(),   "a call of the merchant has come, nothing is decided yet");
    public static readonly Hook Deciding     = new("deciding",     new ScenarioAction.Proceed(),   "the gateway is about to decide about a call");
    public static readonly Hook Answering    = new("answering",    new ScenarioAction.Proceed(),   "the decision is saved, the answer is about to go out");
    public static readonly Hook Starting     = new("starting",     new ScenarioAction.Proceed(),   "a browser reaches StartURL");
    public static readonly Hook WalletOpened = new("walletOpened", new ScenarioAction.AskPerson(), "a browser reaches the wallet");
    public static readonly Hook Notifying    = new("notifying",    new ScenarioAction.Proceed(),   "a result notification is about to be sent");
    public static readonly Hook Returning    = new("returning",    new ScenarioAction.Proceed(),   "the browser is about to go back to RetURL");
    public static readonly Hook Charging     = new("charging",     new ScenarioAction.Proceed(),   "a month of a contract is about to be charged");

    public static readonly IReadOnlyList<Hook> All = [Received, Deciding, Answering, Starting, WalletOpened, Notifying, Returning, Charging];

    /// <summary>It comes with a call of the gateway's API, and counts for each API by itself.</summary>
    public bool IsCall => this == Received || this == Deciding || this == Answering;

    public override string ToString() => Name;
}
