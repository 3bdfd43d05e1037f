using KantanSim.Consumers;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>A step of a scripted consumer.</summary>
/// <param name="Did">What the consumer did.</param>
/// <param name="Got">The wallet's answer.</param>
internal sealed record TranscriptLine(string Did, string Got);

/// <summary>A scripted consumer: uses the pages as a scenario, an operator or a tester says.</summary>
internal sealed partial class WalletFlow
{
    /// <summary>Performs an action at the wallet's pages.</summary>
    /// <param name="transcript">Each step is added here.</param>
    /// <returns>The last page.</returns>
    public async Task<WalletPage> Perform(string visitId, ScenarioAction action, List<TranscriptLine> transcript)
    {
        var accessId = ids.AccessIdOf(visitId)!;
        switch (action)
        {
            case ScenarioAction.Approve approve:
                return await Approve(visitId, approve, transcript);
            case ScenarioAction.Cancel:
                return Note(transcript, "cancels", await Decide(visitId, Form(("do", "cancel"))));
            case ScenarioAction.Leave:
                return Note(transcript, "leaves without deciding", await Decide(visitId, Form(("do", "leave"))));
            case ScenarioAction.Decline decline:
                return Note(transcript, "pays, and is declined", PageAfter(await wallet.Decline(accessId, decline), visitId));
            case ScenarioAction.ArriveLate:
                return Note(transcript, "comes too late", PageAfter(await wallet.Expire(accessId), visitId));
            case ScenarioAction.Lose lose:
                var page = PageAfter(await wallet.LoseAnswer(accessId, lose), visitId);
                return Note(transcript, TimelineEntry.PaidUnheard, page);
            default:
                throw new InvalidOperationException($"The wallet cannot perform {action.Name}.");
        }
    }

    /// <summary>Performs an action of the testers' strip and records in the timeline that a tester decided.</summary>
    public async Task<WalletPage> PerformAsTester(Transaction transaction, ScenarioAction action)
    {
        await wallet.AddNote(transaction.AccessId, $"a tester decides at the strip: {action.Name}");
        return await Perform(transaction.Visit!.Id, action, []);
    }

    async Task<WalletPage> Approve(string visitId, ScenarioAction.Approve approve, List<TranscriptLine> transcript)
    {
        var (transaction, closed) = FindVisit(visitId);
        if (closed is not null) return Note(transcript, $"signs in as {approve.Member ?? Members.DefaultId}", closed);
        if (members.Of(transaction!.ShopId).Find(approve.Member ?? Members.DefaultId) is not { } member)
            return Note(transcript, "looks for the member", new WalletPage.SignIn(transaction, "wrong", approve.Member ?? ""));
        var signedIn = Note(transcript, $"signs in as {member.Id}", await SignIn(visitId, member.Email, member.Password));
        if (signedIn is WalletPage.Notice) return signedIn;
        var behaviour = approve.Behaviour;
        for (var tab = 2; tab <= behaviour.Tabs; tab++)
            Note(transcript, $"opens the payment in tab {tab}", await Open(visitId, Actor.Nobody));
        var form = ApproveForm(approve, member);
        var last = await Pay(visitId, form, behaviour.Clicks, transcript);
        for (var tab = 2; tab <= behaviour.Tabs; tab++) Note(transcript, $"pays in tab {tab}", await Decide(visitId, form));
        if (behaviour.GoesBack)
        {
            Note(transcript, "goes back to the wallet", await Open(visitId, Actor.Nobody));
            Note(transcript, "pays again", await Decide(visitId, form));
        }
        return last;
    }

    // All clicks at once. A scripted consumer has no other card to try, so a declined card ends with a cancel.
    async Task<WalletPage> Pay(string visitId, Func<string, string> form, int clicks, List<TranscriptLine> transcript)
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, clicks).Select(_ => Decide(visitId, form)));
        foreach (var page in pages) Note(transcript, "pays", page);
        var last = pages.FirstOrDefault(page => page is WalletPage.RedirectToShop) ?? pages[^1];
        if (last is not WalletPage.Confirm { Error: "declined" }) return last;
        return Note(transcript, "gives up", await Decide(visitId, Form(("do", "cancel"))));
    }

    static Func<string, string> ApproveForm(ScenarioAction.Approve approve, Member member)
    {
        var points = approve.Points.AtMost > member.Points ? PointsUse.All : approve.Points;
        var pointsChoice = "some";
        if (points == PointsUse.All) pointsChoice = "all";
        if (points == PointsUse.None) pointsChoice = "none";
        return Form(
            ("do", "approve"),
            ("points", pointsChoice),
            ("pointsSome", $"{points}"),
            ("coupon", approve.Coupon ?? ""),
            ("card", approve.Card ?? ""));
    }

    WalletPage PageAfter(Decision? decision, string visitId) =>
        decision is { IsRefused: false } ? new WalletPage.RedirectToShop(visitId) : FindVisit(visitId).Closed!;

    static WalletPage Note(List<TranscriptLine> transcript, string what, WalletPage page)
    {
        transcript.Add(new(what, page.Description));
        return page;
    }

    static Func<string, string> Form(params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(field => field.Name, field => field.Value);
        return name => values.GetValueOrDefault(name, "");
    }
}
