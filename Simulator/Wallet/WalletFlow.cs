#pragma warning disable format // aligned tables
using KantanSim.Consumers;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>
/// The flow of a consumer's visit to the wallet, without HTTP. Both browsers and the control API's scripted consumer use it.
/// </summary>
internal sealed partial class WalletFlow(
    Ledger ledger, IdentifierGenerator ids, Members members, ScenarioEngine scenarios, WalletService wallet)
{
    /// <summary>
    /// Handles the arrival of a browser: performs the scenario's action, or shows the wallet's page if a person is to decide.
    /// </summary>
    public async Task<WalletPage> Open(string visitId, Actor actor)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return closed;
        var action = await NextScriptedAction(transaction!, actor);
        if (action is not ScenarioAction.AskPerson) return await Perform(transaction!.Visit!.Id, action, []);
        // Closed when the payment was deleted in between.
        var (current, closedMeanwhile) = FindVisit(visitId);
        return closedMeanwhile ?? CurrentPage(current!);
    }

    /// <summary>
    /// The scenario's action for the consumer. A rule that counts its uses is counted, unless the action is to ask a person.
    /// </summary>
    public async Task<ScenarioAction> NextScriptedAction(Transaction transaction, Actor actor)
    {
        var action = Hook.WalletOpened.DefaultAction;
        if (actor == Actor.Nobody || !scenarios.Of(transaction).Handles(Hook.WalletOpened)) return action;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            var result = scenarios.Play(before, Hook.WalletOpened, actor);
            action = result.Action;
            var after = action is ScenarioAction.AskPerson ? before : result.Transaction;
            return new Decision { Transaction = after }.With(result.Notes.AsSpan());
        });
        return action;
    }

    public async Task<WalletPage> SignIn(string visitId, string email, string password)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return closed;
        var member = members.Of(transaction!.ShopId).Find(email);
        if (member is null || member.Password != password) return new WalletPage.SignIn(transaction, "wrong", email);
        await wallet.SignIn(transaction.AccessId, member.Id);
        return new WalletPage.RedirectToWallet(visitId);
    }

    /// <summary>Handles the confirmation page's form.</summary>
    /// <param name="form">The form's values by name; empty for a missing one.</param>
    public async Task<WalletPage> Decide(string visitId, Func<string, string> form)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return closed;
        switch (form("do"))
        {
            case "cancel":
                await wallet.Cancel(transaction!.AccessId);
                return new WalletPage.RedirectToShop(visitId);
            case "leave":
                await wallet.Leave(transaction!.AccessId);
                return new WalletPage.Notice(transaction, "left");
            case "sign-out":
                await wallet.SignIn(transaction!.AccessId, null);
                return new WalletPage.RedirectToWallet(visitId);
            default:
                return await Confirm(transaction!, form);
        }
    }

    /// <summary>The visit's transaction while the consumer can still decide; otherwise the page that says why not.</summary>
    public (Transaction? Open, WalletPage? Closed) FindVisit(string visitId)
    {
        if (ids.AccessIdOf(visitId) is not { } accessId || ledger.Find(accessId) is not { Visit: { } visit } transaction)
            return (null, new WalletPage.Notice(null, "unknown"));
        if (transaction.Status == GatewayStatus.InProcess && !visit.IsOver) return (transaction, null);
        if (visit.DecideUntil is null && transaction.Error is null) return (null, new WalletPage.Notice(transaction, "not-open"));
        var kind = transaction.Status == GatewayStatus.Expired ? "expired" : "finished";
        return (null, new WalletPage.Notice(transaction, kind));
    }

    async Task<WalletPage> Confirm(Transaction transaction, Func<string, string> form)
    {
        var visitId = transaction.Visit!.Id;
        if (transaction.Visit.MemberId is not { } memberId || members.Of(transaction.ShopId).Find(memberId) is not { } member)
            return new WalletPage.SignIn(transaction);
        var (choice, error) = ReadChoice(form, transaction, member);
        if (error is null && form("do") == "approve" && await wallet.Approve(transaction.AccessId, memberId, choice) is { } decision)
        {
            if (decision.IsRefused) return FindVisit(visitId).Closed!;
            if (decision.Transaction.Visit!.RefusedCardId is null) return new WalletPage.RedirectToShop(visitId);
            transaction = decision.Transaction;
            error = "declined";
        }
        var points = form("points");
        var pointsChoice = points is "some" or "all" ? points : "none";
        var pointsText = points == "some" ? form("pointsSome") : points;
        return new WalletPage.Confirm(transaction, member, choice, pointsChoice, error ?? "", pointsText);
    }

    (PaymentChoice Choice, string? Error) ReadChoice(Func<string, string> form, Transaction transaction, Member member)
    {
        var isValid = PointsUse.TryParse(PointsText(form), out var points);
        var choice = new PaymentChoice(isValid ? points : PointsUse.None, NullIfEmpty(form("coupon")), NullIfEmpty(form("card")));
        if (!isValid) return (choice, "points");
        if (wallet.Validate(transaction, member, choice) is { } error) return (choice, error);
        var isDeclined = form("do") != "approve" && wallet.UsesRefusedCard(transaction, member, choice);
        return (choice, isDeclined ? "declined" : null);
    }

    // The text that PointsUse parses; empty for an invalid form.
    static string PointsText(Func<string, string> form) => form("points") switch
    {
        "" or "none" => "none",
        "all"        => "all",
        "some"       => NumberText(form("pointsSome").Trim(), isReview: form("do") == "review"),
        _            => "",
    };

    // In a review, an empty field is not an error yet: the consumer may be about to enter another number.
    static string NumberText(string text, bool isReview)
    {
        if (isReview && text.Length == 0) return "none";
        return text is "all" or "none" ? "" : text;
    }

    WalletPage CurrentPage(Transaction transaction) =>
        transaction.Visit!.MemberId is { } id && members.Of(transaction.ShopId).Find(id) is { } member
            ? new WalletPage.Confirm(transaction, member, new(PointsUse.None, null, null), "none")
            : new WalletPage.SignIn(transaction);

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
