namespace KantanSim.Scenarios;

/// <summary>How a reaction is written: its word, the cues it belongs to, the keys it takes, and how they become data.</summary>
internal sealed record ReactionForm(
    string Word, IReadOnlyList<Cue> Cues, IReadOnlyList<string> Keys, Func<Section, Vocabulary, Reaction> Read)
{
    static readonly IReadOnlyList<string> PointsWords = [$"{PointsUse.None}", $"{PointsUse.All}"];

    public static readonly IReadOnlyList<ReactionForm> All =
    [
        new("proceed",    [Cue.Starting, Cue.Deciding, Cue.Charging], [],                                     (_, _) => new Reaction.Proceed()),
        new("arriveLate", [Cue.Starting],                             [],                                     (_, _) => new Reaction.ArriveLate()),
        new("refuse",     [Cue.Starting, Cue.Deciding],               ["errors"],                             Refuse),
        new("askPerson",  [Cue.WalletOpened],                         [],                                     (_, _) => new Reaction.AskPerson()),
        new("approve",    [Cue.WalletOpened],                         ["member", "points", "coupon", "card"], Approve),
        new("cancel",     [Cue.WalletOpened],                         [],                                     (_, _) => new Reaction.Cancel()),
        new("leave",      [Cue.WalletOpened],                         [],                                     (_, _) => new Reaction.Leave()),
        new("decline",    [Cue.WalletOpened],                         ["error"],                              (keys, words) => new Reaction.Decline(Error(keys, words))),
        new("lose",       [Cue.WalletOpened],                         ["error"],                              (keys, words) => new Reaction.Lose(Error(keys, words))),
        new("fail",       [Cue.Charging],                             ["error"],                              (keys, words) => new Reaction.Fail(Error(keys, words))),
    ];

    static Reaction Refuse(Section keys, Vocabulary words) => new Reaction.Refuse(
        keys.Need("errors") is { } errors ? [.. keys.Several(errors, "errors", words.Errors)] : []);

    static string? Error(Section keys, Vocabulary words) => keys["error"] is { } error ? keys.OneOf(error, "error", words.Errors, code => code) : null;

    static Reaction Approve(Section keys, Vocabulary words) =>
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
