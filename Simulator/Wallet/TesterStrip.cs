using KantanSim.Configuration;
using KantanSim.Consumers;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Wallet;

/// <summary>The strip for testers below the wallet's pages: at a click, what a scenario lets the consumer do.</summary>
internal sealed class TesterStrip(SimulatorOptions options, Members members, PaymentMethods methods)
{
    static readonly string[] Deeds = ["approve", "cancel", "decline", "leave", "expire"];

    public bool IsOn => options.TesterStrip;

    /// <summary>What a tester asks for, or what is wrong with it. Nothing where a choice should be means the default.</summary>
    public (ScenarioAction? Reaction, WalletPage? Wrong) Read(Transaction transaction, Utf8Form form) => form["do"] switch
    {
        "approve" when members.Find(Given(form, "member", Members.DefaultId)) is { } member => (new ScenarioAction.Approve(member.Id, PointsUse.None, null, null), null),
        "approve" => Wrong(transaction, "member", form, members.All().Select(member => member.Id)),
        "cancel"  => (new ScenarioAction.Cancel(), null),
        "decline" when form["error"] is var code && (code.Length == 0 || Codes(transaction).Any(row => row.Info == code)) => (new ScenarioAction.Decline(code.Length == 0 ? null : code), null),
        "decline" => Wrong(transaction, "error", form, Codes(transaction).Select(row => row.Info)),
        "leave"   => (new ScenarioAction.Leave(), null),
        "expire"  => (new ScenarioAction.ArriveLate(), null),
        _         => Wrong(transaction, "do", form, Deeds),
    };

    /// <summary>What the strip's template reads; null when it is switched off.</summary>
    public Dictionary<string, object?>? Model(Transaction transaction) => !IsOn ? null : new()
    {
        ["members"] = members.All().Select(member => new Dictionary<string, object?>
        {
            ["id"] = member.Id,
            ["name"] = member.Name,
            ["selected"] = member.Id == (transaction.Visit!.MemberId ?? Members.DefaultId),
        }),
        ["errors"] = Codes(transaction).Select(row => new Dictionary<string, object?>
        {
            ["info"] = row.Info,
            ["en"] = row.En,
            ["ja"] = row.Ja,
            ["selected"] = row.Info == methods.Of(transaction).BrowserErrors.CardRefused.Info,
        }),
    };

    /// <summary>The method's codes that a wallet may decline with: those of the browser's arrival come before there is anything to decline.</summary>
    IEnumerable<ErrorCatalogEntry> Codes(Transaction transaction)
    {
        var known = methods.Of(transaction).BrowserErrors;
        ErrorCode[] earlier = [known.AccessIdFormat, known.Unknown, known.Tampered, known.IllegalTransition, known.Expired];
        return GatewayErrors.All.Where(row => (row.Info.StartsWith(known.CardRefused.Code, StringComparison.Ordinal) || row.Info.StartsWith(known.Unreachable.Code, StringComparison.Ordinal))
            && !earlier.Contains(new ErrorCode(row.Info)));
    }

    static string Given(Utf8Form form, string name, string otherwise) => form[name] is { Length: > 0 } given ? given : otherwise;

    static (ScenarioAction?, WalletPage?) Wrong(Transaction transaction, string name, Utf8Form form, IEnumerable<string> allowed) =>
        (null, new WalletPage.InvalidInput(transaction, name, form[name], string.Join(", ", allowed)));
}
