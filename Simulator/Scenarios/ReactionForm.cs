namespace KantanSim.Scenarios;

/// <summary>How a reaction is written: its word, the cues it belongs to, the keys it takes, and how they become data.</summary>
internal sealed record ReactionForm(
    string Word, IReadOnlyList<Cue> Cues, IReadOnlyList<string> Keys, Func<Section, Reaction> Read)
{
    static readonly IReadOnlyList<string> PointsWords = [$"{PointsUse.None}", $"{PointsUse.All}"];

    public static readonly IReadOnlyList<ReactionForm> All =
    [
        new("proceed",    [Cue.Starting],     [],                                     _ => new Reaction.Proceed()),
        new("arriveLate", [Cue.Starting],     [],                                     _ => new Reaction.ArriveLate()),
        new("askPerson",  [Cue.WalletOpened], [],                                     _ => new Reaction.AskPerson()),
        new("approve",    [Cue.WalletOpened], ["member", "points", "coupon", "card"], Approve),
        new("cancel",     [Cue.WalletOpened], [],                                     _ => new Reaction.Cancel()),
        new("leave",      [Cue.WalletOpened], [],                                     _ => new Reaction.Leave()),
    ];

    static Reaction Approve(Section keys) =>
        new Reaction.Approve(keys.Text("member"), Points(keys), keys.Text("coupon"), keys.Text("card"));

    static PointsUse Points(Section keys)
    {
        if (keys.Text("points") is not { } text) return PointsUse.None;
        if (PointsUse.TryParse(text, out var use)) return use;
        if (char.IsAsciiDigit(text[0]) || text[0] == '-') keys.Number("points", 0, PointsUse.Most);
        else keys.OneOf(keys["points"]!, "points", PointsWords, word => word);
        return PointsUse.None;
    }
}
