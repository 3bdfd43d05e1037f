using KantanSim.Consumers;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>What the wallet does with a browser's requests, without HTTP: a browser and the control API's consumer both come here.</summary>
internal sealed class WalletFlow(Ledger ledger, IdentifierGenerator ids, Members members, ScenarioEngine scenarios, WalletService desk)
{
    /// <summary>The browser has come: the pages are shown, or the scenario plays by itself.</summary>
    public async Task<WalletPage> Open(string visitId, Actor whom)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return closed;
        return await NextScriptedAction(transaction!, whom) is var reaction and not ScenarioAction.AskPerson
            ? await Perform(transaction!.Visit!.Id, reaction, []) : Page(ledger.Find(transaction!.AccessId)!);
    }

    /// <summary>What the scenario says of the consumer; one that is counted is counted now.</summary>
    public async Task<ScenarioAction> NextScriptedAction(Transaction transaction, Actor whom)
    {
        if (whom == Actor.Nobody || !scenarios.Of(transaction).Handles(Hook.WalletOpened)) return Hook.WalletOpened.DefaultAction;
        var reaction = Hook.WalletOpened.DefaultAction;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Hook.WalletOpened, whom);
            return new Decision { Transaction = reaction is ScenarioAction.AskPerson ? before : raised }.With(notes.AsSpan());
        });
        return reaction;
    }

    public async Task<WalletPage> SignIn(string visitId, string email, string password)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return closed;
        var member = members.Find(email);
        if (member is null || member.Password != password) return new WalletPage.SignIn(transaction!, "wrong", email);
        await desk.SignIn(transaction!.AccessId, member.Id);
        return new WalletPage.RedirectToWallet(visitId);
    }

    /// <param name="form">The form's values by name; what is not there is empty.</param>
    public async Task<WalletPage> Decide(string visitId, Func<string, string> form)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return closed;
        switch (form("do"))
        {
            case "cancel":
                await desk.Cancel(transaction!.AccessId);
                return new WalletPage.RedirectToShop(visitId);
            case "leave":
                await desk.Leave(transaction!.AccessId);
                return new WalletPage.Notice(transaction, "left");
            case "sign-out":
                await desk.SignIn(transaction!.AccessId, null);
                return new WalletPage.RedirectToWallet(visitId);
            default:
                return await Confirm(transaction!, form);
        }
    }

    /// <summary>Does at the pages what a scenario, or an operator, says of the consumer; each page is noted.</summary>
    public async Task<WalletPage> Perform(string visitId, ScenarioAction reaction, List<TranscriptLine> transcript)
    {
        var page = reaction switch
        {
            ScenarioAction.Approve approve => await Approve(visitId, approve, transcript),
            ScenarioAction.Cancel => Noted("cancels", await Decide(visitId, Form(("do", "cancel")))),
            ScenarioAction.Leave => Noted("leaves without deciding", await Decide(visitId, Form(("do", "leave")))),
            ScenarioAction.Decline decline => await Answer(visitId, desk.Decline(ids.AccessIdOf(visitId)!, decline), "pays, and is declined"),
            ScenarioAction.ArriveLate => await Answer(visitId, desk.Expire(ids.AccessIdOf(visitId)!), "comes too late"),
            ScenarioAction.Lose lose => await Answer(visitId, desk.LoseAnswer(ids.AccessIdOf(visitId)!, lose), "pays, and the gateway does not hear of it"),
            _ => throw new InvalidOperationException($"The wallet cannot play {reaction.Name}."),
        };
        return page;

        WalletPage Noted(string what, WalletPage shown)
        {
            transcript.Add(new(what, shown.Description));
            return shown;
        }

        async Task<WalletPage> Answer(string visit, Task<Decision?> decided, string what) =>
            Noted(what, await decided is { IsRefused: false } ? new WalletPage.RedirectToShop(visit) : FindVisit(visit).Closed!);
    }

    /// <summary>The same for a tester who decides in the consumer's place; the timeline says so.</summary>
    public async Task<WalletPage> PerformAsTester(Transaction transaction, ScenarioAction reaction)
    {
        await desk.Note(transaction.AccessId, $"a tester decides at the strip: {reaction.Name}");
        return await Perform(transaction.Visit!.Id, reaction, []);
    }

    async Task<WalletPage> Approve(string visitId, ScenarioAction.Approve approve, List<TranscriptLine> transcript)
    {
        if (members.Find(approve.Member ?? Members.DefaultId) is not { } member) return Note("looks for the member", FindVisit(visitId) is (var open and not null, null) ? new WalletPage.SignIn(open, "wrong", approve.Member ?? "") : FindVisit(visitId).Closed!);
        var signedIn = Note($"signs in as {member.Id}", await SignIn(visitId, member.Email, member.Password));
        if (signedIn is WalletPage.Notice) return signedIn;
        for (var tab = 2; tab <= approve.Behaviour.Tabs; tab++) Note($"opens the payment in tab {tab}", await Open(visitId, Actor.Nobody));
        var points = approve.Points.AtMost > member.Points ? PointsUse.All : approve.Points;
        var pay = Form(("do", "approve"), ("points", points == PointsUse.All ? "all" : points == PointsUse.None ? "none" : "some"), ("pointsSome", $"{points}"),
            ("coupon", approve.Coupon ?? ""), ("card", approve.Card ?? ""));
        var clicks = await Task.WhenAll(Enumerable.Range(0, approve.Behaviour.Clicks).Select(_ => Decide(visitId, pay)));
        foreach (var shown in clicks) Note("pays", shown);
        // A scripted consumer has no other card to try.
        var ending = clicks.FirstOrDefault(shown => shown is WalletPage.RedirectToShop) ?? clicks[^1];
        if (ending is WalletPage.Confirm { Error: "declined" }) ending = Note("gives up", await Decide(visitId, Form(("do", "cancel"))));
        for (var tab = 2; tab <= approve.Behaviour.Tabs; tab++) Note($"pays in tab {tab}", await Decide(visitId, pay));
        if (approve.Behaviour.GoesBack)
        {
            Note("goes back to the wallet", await Open(visitId, Actor.Nobody));
            Note("pays again", await Decide(visitId, pay));
        }
        return ending;

        WalletPage Note(string what, WalletPage shown)
        {
            transcript.Add(new(what, shown.Description));
            return shown;
        }
    }

    async Task<WalletPage> Confirm(Transaction transaction, Func<string, string> form)
    {
        if (transaction.Visit!.MemberId is not { } id || members.Find(id) is not { } member) return new WalletPage.SignIn(transaction);
        var (choice, fault) = Choice(form, transaction, member);
        if (fault is null && form("do") == "approve" && await desk.Approve(transaction.AccessId, id, choice) is { } decision)
        {
            if (decision.IsRefused) return FindVisit(transaction.Visit.Id).Closed!;
            if (decision.Transaction.Visit!.RefusedCardId is null) return new WalletPage.RedirectToShop(transaction.Visit.Id);
            (transaction, fault) = (decision.Transaction, "declined");
        }
        return new WalletPage.Confirm(transaction, member, choice, form("points") is "some" or "all" ? form("points") : "none", fault ?? "", form("points") == "some" ? form("pointsSome") : form("points"));
    }

    (PaymentChoice Choice, string? Fault) Choice(Func<string, string> form, Transaction transaction, Member member)
    {
        var written = Written(form);
        var understood = PointsUse.TryParse(written, out var points);
        var choice = new PaymentChoice(understood ? points : PointsUse.None, Filled(form("coupon")), Filled(form("card")));
        return (choice, !understood ? "points" : desk.Validate(transaction, member, choice) ?? (form("do") != "approve" && desk.UsesRefusedCard(transaction, member, choice) ? "declined" : null));
    }

    // A field that is being emptied to write another number is no fault yet.
    static string Written(Func<string, string> form) => form("points") switch
    {
        "some" when form("do") == "review" && form("pointsSome").Trim().Length == 0 => "none",
        "some" => form("pointsSome").Trim() is "all" or "none" ? "" : form("pointsSome").Trim(),
        "" => "none",
        var word => word is "all" or "none" ? word : "",
    };

    WalletPage Page(Transaction transaction) => transaction.Visit!.MemberId is { } id && members.Find(id) is { } member
        ? new WalletPage.Confirm(transaction, member, new(PointsUse.None, null, null), "none") : new WalletPage.SignIn(transaction);

    /// <summary>The visit's transaction while the consumer may still decide; otherwise the page that says why not.</summary>
    public (Transaction? Open, WalletPage? Closed) FindVisit(string visitId)
    {
        if (ids.AccessIdOf(visitId) is not { } accessId || ledger.Find(accessId) is not { Visit: not null } transaction) return (null, new WalletPage.Notice(null, "unknown"));
        if (transaction.Status == GatewayStatus.InProcess && !transaction.Visit.IsOver) return (transaction, null);
        return (null, new WalletPage.Notice(transaction,
            transaction.Visit.DecideUntil is null && transaction.Error is null ? "not-open"
            : transaction.Status == GatewayStatus.Expired ? "expired" : "finished"));
    }

    static Func<string, string> Form(params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(field => field.Name, field => field.Value);
        return name => values.GetValueOrDefault(name, "");
    }

    static string? Filled(string text) => text.Length == 0 ? null : text;
}

/// <summary>One thing that the consumer did, and what came of it.</summary>
internal sealed record TranscriptLine(string Did, string Got);
