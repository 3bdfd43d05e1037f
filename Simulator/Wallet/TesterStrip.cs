#pragma warning disable format // aligned tables
using KantanSim.Configuration;
using KantanSim.Consumers;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Wallet;

/// <summary>The strip for testers below the wallet's pages: performs with one click what a scenario lets the consumer do.</summary>
internal sealed class TesterStrip(SimulatorOptions options, Members members, PaymentMethods methods)
{
    static readonly string[] Actions = ["approve", "cancel", "decline", "leave", "expire"];

    public bool IsEnabled => options.TesterStrip;

    /// <summary>
    /// The action that the form asks for, or the page that explains the invalid value. An empty choice means the default.
    /// </summary>
    public (ScenarioAction? Action, WalletPage? Invalid) ParseAction(Transaction transaction, Utf8Form form) => form["do"] switch
    {
        "approve" => Approve(transaction, form),
        "cancel"  => (new ScenarioAction.Cancel(), null),
        "decline" => Decline(transaction, form),
        "leave"   => (new ScenarioAction.Leave(), null),
        "expire"  => (new ScenarioAction.ArriveLate(), null),
        _         => Invalid(transaction, "do", form, Actions),
    };

    /// <summary>The strip as its template reads it; null when it is switched off.</summary>
    public Dictionary<string, object?>? CreateModel(Transaction transaction)
    {
        if (!IsEnabled) return null;
        var selectedMember = transaction.Visit!.MemberId ?? Members.DefaultId;
        var selectedError = methods.Of(transaction).BrowserErrors.CardRefused.Info;
        return new()
        {
            ["members"] = members.Of(transaction.ShopId).All().Select(member => new Dictionary<string, object?>
            {
                ["id"] = member.Id,
                ["name"] = member.Name,
                ["selected"] = member.Id == selectedMember,
            }),
            ["errors"] = DeclineErrors(transaction).Select(error => new Dictionary<string, object?>
            {
                ["info"] = error.Info,
                ["en"] = error.En,
                ["ja"] = error.Ja,
                ["selected"] = error.Info == selectedError,
            }),
        };
    }

    (ScenarioAction?, WalletPage?) Approve(Transaction transaction, Utf8Form form)
    {
        var id = form["member"].Length == 0 ? Members.DefaultId : form["member"];
        var set = members.Of(transaction.ShopId);
        return set.Find(id) is { } member
            ? (new ScenarioAction.Approve(member.Id, PointsUse.None, null, null), null)
            : Invalid(transaction, "member", form, set.All().Select(known => known.Id));
    }

    (ScenarioAction?, WalletPage?) Decline(Transaction transaction, Utf8Form form)
    {
        var info = form["error"];
        if (info.Length == 0) return (new ScenarioAction.Decline(null), null);
        var allowed = DeclineErrors(transaction).Select(error => error.Info).ToList();
        return allowed.Contains(info) ? (new ScenarioAction.Decline(info), null) : Invalid(transaction, "error", form, allowed);
    }

    // The method's errors that a wallet can decline with; not those of the browser's arrival, which come before the consumer decides.
    IEnumerable<ErrorCatalogEntry> DeclineErrors(Transaction transaction)
    {
        var errors = methods.Of(transaction).BrowserErrors;
        ErrorCode[] ofArrival = [errors.AccessIdFormat, errors.Unknown, errors.Tampered, errors.IllegalTransition, errors.Expired];
        return GatewayErrors.All
            .Where(error => HasCode(error, errors.CardRefused) || HasCode(error, errors.Unreachable))
            .Where(error => !ofArrival.Contains(new ErrorCode(error.Info)));
    }

    static bool HasCode(ErrorCatalogEntry error, ErrorCode of) => error.Info.StartsWith(of.Code, StringComparison.Ordinal);

    static (ScenarioAction?, WalletPage?) Invalid(Transaction transaction, string name, Utf8Form form, IEnumerable<string> allowed) =>
        (null, new WalletPage.InvalidInput(transaction, name, form[name], string.Join(", ", allowed)));
}
