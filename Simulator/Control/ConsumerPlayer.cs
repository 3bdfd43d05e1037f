using System.Diagnostics;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Notifications;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Transactions;
using KantanSim.Wallet;
using KantanSim.Wire;

namespace KantanSim.Control;

/// <summary>What the consumer is to do; end ends a live contract at the wallet. Points: <c>none</c>, <c>all</c> or a number; the rest are ids.</summary>
internal sealed record ConsumerRequest(string Action, string? Member, string? Points, string? Coupon, string? Card)
{
    public static ConsumerRequest From(Body body)
    {
        var request = new ConsumerRequest(
            body.OneOf("action", required: true, "approve", "cancel", "abandon", "play", "end") ?? "",
            body.Text("member"), body.TextOrNumber("points"), body.Text("coupon"), body.Text("card"));
        if (request.Points is { } points && !PointsUse.TryParse(points, out _)) body.Wrong("points", points, $"none, all or a number up to {PointsUse.Most}");
        if (request.Action is not ("approve" or ""))
            foreach (var (name, value) in new[] { ("member", request.Member), ("points", request.Points), ("coupon", request.Coupon), ("card", request.Card) })
                if (value is not null) body.Wrong(name, value, $"nothing: it goes with approve, not with {request.Action}");
        body.Done();
        return request;
    }
}

/// <summary>The consumer without a browser: follows StartURL, decides at the wallet, and carries the result to RetURL.</summary>
internal sealed class ConsumerPlayer(
    Ledger ledger, Agenda agenda, PaymentMethods methods, Members members, Starts starts, Returns returns, WalletDesk desk,
    ScenarioChoices scenarios, MerchantClient merchants, Clock.Deadlines deadlines)
{
    public async Task<ConsumerView> Play(string id, ConsumerRequest request, CancellationToken cancel)
    {
        var transaction = ledger.Transaction(id);
        if (request.Action == "end") return await EndContract(transaction);
        if (transaction.Request is null) throw Conflict(transaction, "the merchant has not requested the payment yet (ExecTran)");
        var choice = Choice(request, transaction);
        var start = await Arrive(transaction, request.Action);
        var error = start is StartOutcome.ToShop(_, var refused) ? refused : (ErrorCode?)null;
        // The explicit actions ask for a payment that is open; play takes what comes, as a browser does.
        if (error is { } code && request.Action != "play") throw Conflict(ledger.Transaction(id), GatewayErrors.Meaning(code.Info).En);
        var left = error is null && await Act(transaction.AccessId, request, choice) is Reaction.Leave;
        var after = ledger.Transaction(id);
        var returned = left ? null : await CarryBack(after, error ?? after.Error ?? after.Visit!.Fault, cancel);
        after = ledger.Transaction(id);
        return new(request.Action, after.Status.Code, (error ?? after.Error ?? after.Visit!.Fault)?.Info, returned, TransactionView.Whole(after, ledger, agenda));
    }

    async Task<ConsumerView> EndContract(Transaction transaction)
    {
        if (await desk.EndContract(transaction.AccessId) is not { IsRefused: false }) throw Conflict(ledger.Transaction(transaction.AccessId), "only a contract that is live (REGISTER) can be ended");
        var after = ledger.Transaction(transaction.AccessId);
        return new("end", after.Status.Code, null, null, TransactionView.Whole(after, ledger, agenda));
    }

    async Task<StartOutcome> Arrive(Transaction transaction, string action)
    {
        var fields = new FormField[] { new("AccessID", transaction.AccessId, 32), new("Token", transaction.Request!.Token, 64) };
        Func<Scenario, Cue, int, Reaction> reaction = action == "play" ? (scenario, cue, times) => scenario.Played(cue, times) : (_, cue, _) => cue.Unscripted;
        return await starts.Start(methods.Of(transaction), new(fields), reaction, Stopwatch.GetTimestamp());
    }

    async Task<Reaction> Act(string accessId, ConsumerRequest request, Reaction.Approve choice)
    {
        var transaction = ledger.Transaction(accessId);
        Reaction reaction = request.Action switch
        {
            "approve" => choice,
            "cancel" => new Reaction.Cancel(),
            "abandon" => new Reaction.Leave(),
            _ => scenarios.Of(transaction).Played(Cue.WalletOpened, ScenarioChoices.RaisedBefore(transaction, Cue.WalletOpened)),
        };
        // A scenario that leaves the decision to a person pays as the default member does.
        if (reaction is Reaction.AskPerson) reaction = choice;
        var decision = await desk.Play(accessId, reaction);
        if (decision is null) throw Conflict(transaction, "the scenario's member cannot pay it that way");
        if (decision.IsRefused) throw Conflict(decision.Transaction, GatewayErrors.Meaning(decision.Errors[0].Info).En);
        return reaction;
    }

    Reaction.Approve Choice(ConsumerRequest request, Transaction transaction)
    {
        var name = request.Member ?? Members.DefaultId;
        if (members.Find(name) is not { } member)
            return request.Action != "approve" ? new(null, PointsUse.None, null, null)
                : throw ProblemException.BadRequest([new("member", name, string.Join(", ", members.All().Select(known => known.Id)))]);
        var points = PointsUse.TryParse(request.Points, out var asked) ? asked : PointsUse.None;
        var choice = new PaymentChoice(points, request.Coupon, request.Card);
        return request.Action != "approve" ? new(null, PointsUse.None, null, null) : desk.Fault(transaction, member, choice) switch
        {
            null => new Reaction.Approve(member.Id, points, request.Coupon, request.Card),
            "points" => throw ProblemException.BadRequest([new("points", request.Points, $"none, all, or up to the {member.Points} that {member.Id} has")]),
            "coupon" => throw ProblemException.BadRequest([new("coupon", request.Coupon, Names(member.Coupons.Where(coupon => !coupon.Used).Select(coupon => coupon.Id)))]),
            _ => throw ProblemException.BadRequest([new("card", request.Card, Names(member.Cards.Select(card => card.Id)))]),
        };
    }

    async Task<ReturnView> CarryBack(Transaction transaction, ErrorCode? error, CancellationToken cancel)
    {
        var url = transaction.Request!.ReturnUrl;
        var fields = returns.Fields(transaction, error);
        var shown = Secrets.Masked(fields);
        if (await returns.Obstacle(transaction, cancel) is { } obstacle) return new(url, null, obstacle, shown);
        await returns.Note(transaction, fields);
        using var deadline = deadlines.Begin(RetryPlan.AnswerWithin, cancel);
        try
        {
            var answer = await merchants.Post(url, fields, deadline.Over);
            return new(url, answer.HttpStatus, "posted", shown);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || fault is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return new(url, null, $"not posted: {fault.Message}", shown);
        }
    }

    static ProblemException Conflict(Transaction transaction, string why) =>
        ProblemException.Conflict($"The consumer cannot do that while the status is {transaction.Status}: {why}.", TransactionView.Of(transaction));

    static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "nothing: the member has none";
}
