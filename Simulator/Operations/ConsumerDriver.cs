using System.Diagnostics;
using KantanSim.Consumers;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Wallet;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>What the consumer is to do; end ends a live contract at the wallet. Points: <c>none</c>, <c>all</c> or a number; the rest are ids.</summary>
internal sealed record ConsumerRequest(string Action, string? Member, string? Points, string? Coupon, string? Card)
{
    public static ConsumerRequest From(JsonBodyReader body)
    {
        var request = new ConsumerRequest(
            body.OneOf("action", required: true, "approve", "cancel", "abandon", "play", "end") ?? "",
            body.Text("member"), body.TextOrNumber("points"), body.Text("coupon"), body.Text("card"));
        if (request.Points is { } points && !PointsUse.TryParse(points, out _)) body.AddError("points", points, $"none, all or a number up to {PointsUse.Max}");
        if (request.Action is not ("approve" or ""))
            foreach (var (name, value) in new[] { ("member", request.Member), ("points", request.Points), ("coupon", request.Coupon), ("card", request.Card) })
                if (value is not null) body.AddError(name, value, $"nothing: it goes with approve, not with {request.Action}");
        body.ThrowIfInvalid();
        return request;
    }
}

/// <summary>The consumer without a browser: follows StartURL, decides at the wallet, and carries the result to RetURL.</summary>
internal sealed class ConsumerDriver(
    Ledger ledger, JobSchedule agenda, PaymentMethods methods, Members members, StartHandler starts, BrowserReturn returns, WalletService desk, WalletFlow counter)
{
    public async Task<ConsumerView> Play(string id, ConsumerRequest request, CancellationToken cancel)
    {
        var transaction = ledger.Transaction(id);
        if (request.Action == "end") return await EndContract(transaction);
        if (transaction.Request is null) throw Conflict(transaction, "the merchant has not requested the payment yet (ExecTran)");
        var choice = Choice(request, transaction);
        var transcript = new List<TranscriptLine>();
        var (open, error) = await Arrive(transaction, request.Action, transcript);
        // The explicit actions ask for a payment that is open; play takes what comes, as a browser does.
        if (error is { } code && request.Action != "play") throw Conflict(ledger.Transaction(id), GatewayErrors.Meaning(code.Info).En);
        var reaction = open ? await Act(transaction.AccessId, request, choice, transcript) : null;
        var after = ledger.Transaction(id);
        var handling = (reaction as ScenarioAction.Approve)?.Behaviour ?? new ConsumerBehaviour();
        var returned = reaction is ScenarioAction.Leave ? null : await PostReturn(after, error ?? after.Error ?? after.Visit!.Fault, handling.Reloads ? 2 : 1, transcript, cancel);
        after = ledger.Transaction(id);
        return new(request.Action, after.Status.Code, (error ?? after.Error ?? after.Visit!.Fault)?.Info, returned,
            [.. transcript.Select(line => new TranscriptView(line.Did, line.Got))], TransactionView.WithTimeline(after, ledger, agenda));
    }

    async Task<ConsumerView> EndContract(Transaction transaction)
    {
        if (await desk.EndContract(transaction.AccessId) is not { IsRefused: false }) throw Conflict(ledger.Transaction(transaction.AccessId), "only a contract that is live (REGISTER) can be ended");
        var after = ledger.Transaction(transaction.AccessId);
        return new("end", after.Status.Code, null, null, [new("ends the contract", "ended")], TransactionView.WithTimeline(after, ledger, agenda));
    }

    async Task<(bool Open, ErrorCode? Error)> Arrive(Transaction transaction, string action, List<TranscriptLine> transcript)
    {
        var fields = new FormField[] { new("AccessID", transaction.AccessId, 32), new("Token", transaction.Request!.Token, 64) };
        var outcome = await starts.Start(methods.Of(transaction), new(fields), action == "play" ? Actor.Script : Actor.Nobody, Stopwatch.GetTimestamp());
        var error = (outcome as StartOutcome.ToShop)?.Error ?? (outcome as StartOutcome.ToErrorPage)?.Error;
        transcript.Add(new("follows StartURL", error is { } code ? $"redirect back to the shop with {code.Info}" : "redirect to the wallet"));
        return (error is null, error);
    }

    async Task<ScenarioAction> Act(string accessId, ConsumerRequest request, ScenarioAction.Approve choice, List<TranscriptLine> transcript)
    {
        var transaction = ledger.Transaction(accessId);
        var reaction = request.Action switch
        {
            "approve" => choice,
            "cancel" => new ScenarioAction.Cancel(),
            "abandon" => new ScenarioAction.Leave(),
            _ => await counter.NextScriptedAction(transaction, Actor.Script),
        };
        // A scenario that leaves the decision to a person pays as the default member does.
        if (reaction is ScenarioAction.AskPerson) reaction = choice;
        var page = await counter.Perform(transaction.Visit!.Id, reaction, transcript);
        if (page is WalletPage.SignIn or WalletPage.Confirm) throw Conflict(transaction, $"the wallet does not take it ({page.Description})");
        if (page is WalletPage.Notice { Kind: not "left" } && request.Action != "play") throw Conflict(ledger.Transaction(accessId), page.Description);
        return reaction;
    }

    ScenarioAction.Approve Choice(ConsumerRequest request, Transaction transaction)
    {
        var name = request.Member ?? Members.DefaultId;
        if (members.Find(name) is not { } member)
            return request.Action != "approve" ? new(null, PointsUse.None, null, null)
                : throw ProblemException.BadRequest([new("member", name, string.Join(", ", members.All().Select(known => known.Id)))]);
        var points = PointsUse.TryParse(request.Points, out var asked) ? asked : PointsUse.None;
        var choice = new PaymentChoice(points, request.Coupon, request.Card);
        return request.Action != "approve" ? new(null, PointsUse.None, null, null) : desk.Validate(transaction, member, choice) switch
        {
            null => new ScenarioAction.Approve(member.Id, points, request.Coupon, request.Card),
            "points" => throw ProblemException.BadRequest([new("points", request.Points, $"none, all, or up to the {member.Points} that {member.Id} has")]),
            "coupon" => throw ProblemException.BadRequest([new("coupon", request.Coupon, Names(member.Coupons.Where(coupon => !coupon.Used).Select(coupon => coupon.Id)))]),
            _ => throw ProblemException.BadRequest([new("card", request.Card, Names(member.Cards.Select(card => card.Id)))]),
        };
    }

    async Task<ReturnView?> PostReturn(Transaction transaction, ErrorCode? error, int times, List<TranscriptLine> transcript, CancellationToken cancel)
    {
        ReturnView? last = null;
        for (var turn = 1; turn <= times; turn++)
        {
            var way = await returns.Prepare(turn == 1 ? transaction : ledger.Transaction(transaction.AccessId), error, null, cancel);
            var shown = Redaction.MaskFields(way.Fields);
            if (way.Obstacle is not null || way.IsAbandoned)
            {
                transcript.Add(new("goes back to the shop", way.Obstacle?.En ?? "never arrives"));
                return way.IsAbandoned ? last : new(UrlPassword.Mask(way.Url), null, way.Obstacle!.En, shown);
            }
            for (var copy = 1; copy <= way.Copies; copy++)
            {
                var (status, outcome) = await returns.Post(way, cancel);
                transcript.Add(new(copy > 1 ? "goes back to the shop once more" : turn > 1 ? "reloads the page that leads back" : "goes back to the shop", status is null ? outcome : $"HTTP {status}"));
                last = new(UrlPassword.Mask(way.Url), status, outcome, shown);
            }
            await returns.End(transaction.AccessId);
        }
        return last;
    }

    static ProblemException Conflict(Transaction transaction, string why) =>
        ProblemException.Conflict($"The consumer cannot do that while the status is {transaction.Status}: {why}.", TransactionView.Of(transaction));

    static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "nothing: the member has none";
}
