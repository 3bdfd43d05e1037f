#pragma warning disable format // aligned tables
namespace KantanSim.Scenarios.Files;

/// <summary>A named point in a payment's life where a rule can act. Each hook is raised in exactly one place of the code.</summary>
/// <param name="Name">Its word in scenario files.</param>
/// <param name="DefaultAction">The action without a matching rule.</param>
/// <param name="About">A short English description for the documentation and the schema.</param>
internal sealed record Hook(string Name, ScenarioAction DefaultAction, string About)
{
    static readonly ScenarioAction Proceed = new ScenarioAction.Proceed();
    static readonly ScenarioAction AskPerson = new ScenarioAction.AskPerson();

    public static readonly Hook Received     = new("received",     Proceed,   "just after a merchant's call has arrived");
    public static readonly Hook Deciding     = new("deciding",     Proceed,   "just before the gateway processes a call");
    public static readonly Hook Answering    = new("answering",    Proceed,   "after the result is saved, just before the response is sent");
    public static readonly Hook Starting     = new("starting",     Proceed,   "a browser opens StartURL");
    public static readonly Hook WalletOpened = new("walletOpened", AskPerson, "a browser opens the wallet");
    public static readonly Hook Notifying    = new("notifying",    Proceed,   "just before a result notification is sent");
    public static readonly Hook Returning    = new("returning",    Proceed,   "just before the browser returns to RetURL");
    public static readonly Hook Charging     = new("charging",     Proceed,   "just before a contract's monthly charge");

    public static readonly IReadOnlyList<Hook> All =
        [Received, Deciding, Answering, Starting, WalletOpened, Notifying, Returning, Charging];

    /// <summary>True for the hooks of a gateway API call; their attempts are counted per API.</summary>
    public bool IsCall => this == Received || this == Deciding || this == Answering;

    public override string ToString() => Name;
}
