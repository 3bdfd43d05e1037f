namespace KantanSim.Scenarios;

/// <summary>A named moment of a payment, raised at exactly one line of the program.</summary>
/// <param name="Name">Its word in scenario files.</param>
/// <param name="Unscripted">What happens when no rule speaks.</param>
internal sealed record Cue(string Name, Reaction Unscripted)
{
    /// <summary>A browser reaches the gateway's start page (StartURL).</summary>
    public static readonly Cue Starting = new("starting", new Reaction.Proceed());

    /// <summary>A browser reaches the wallet.</summary>
    public static readonly Cue WalletOpened = new("walletOpened", new Reaction.AskPerson());

    /// <summary>The gateway is about to decide about a call of the merchant. It counts for each operation by itself.</summary>
    public static readonly Cue Deciding = new("deciding", new Reaction.Proceed());

    /// <summary>A month of a contract is about to be charged.</summary>
    public static readonly Cue Charging = new("charging", new Reaction.Proceed());

    public static readonly IReadOnlyList<Cue> All = [Starting, WalletOpened, Deciding, Charging];

    public override string ToString() => Name;
}
