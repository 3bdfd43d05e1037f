using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Consumers;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Transactions;
using KantanSim.Wallet;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>Plays the consumer without a browser: opens StartURL, decides at the wallet, and posts the result to RetURL.</summary>
internal sealed class ConsumerDriver(
    Ledger ledger, JobSchedule schedule, PaymentMethods methods, Members members, StartHandler starts, BrowserReturn returns,
    WalletService wallet, WalletFlow flow, Scheduler scheduler, ShopClocks clocks)
{
    /// <summary>Whether the next step of a payment is the consumer's.</summary>
    public static bool IsAwaited(Transaction payment)
    {
        if (payment.Request is null) return false;
        var isAtTheWallet = payment.Status == GatewayStatus.InProcess && payment.Visit is { IsOver: false };
        return payment.Status == GatewayStatus.Requested || isAtTheWallet;
    }

    /// <exception cref="ProblemException">
    /// 400: the request is invalid. 404: no transaction has this id. 409: the action is not possible now.
    /// </exception>
    public async Task<ConsumerView> Play(string id, ConsumerRequest request, CancellationToken cancel)
    {
        var transaction = ledger.Transaction(id);
        if (request.Action == "end") return await EndContract(transaction);
        if (transaction.Request is null) throw Conflict(transaction, NotRequested);
        var choice = Choice(request, transaction);
        var transcript = new List<TranscriptLine>();
        await SettleIfFrozen(transaction, cancel);
        var startError = await OpenStartUrl(transaction, request.Action, transcript);
        // Only play goes on to RetURL after an error, as a browser does. The other actions need an open payment.
        if (startError is { } code && request.Action != "play") throw Conflict(ledger.Transaction(id), Meaning(code));
        await SettleIfFrozen(transaction, cancel);
        var action = startError is null ? await Act(transaction.AccessId, request, choice, transcript) : null;
        await SettleIfFrozen(transaction, cancel);
        var decided = ledger.Transaction(id);
        ReturnView? returned = null;
        if (action is not ScenarioAction.Leave)
            returned = await PostReturn(decided, ErrorOf(decided, startError), PostsOf(action), transcript, cancel);
        await SettleIfFrozen(transaction, cancel);
        return View(request.Action, ledger.Transaction(id), startError, returned, transcript);
    }

    // While a clock stands still, a step of the consumer comes after what the step before has caused, such as notifications, so that each
    // run records the same order. A running clock is not waited for.
    async Task SettleIfFrozen(Transaction transaction, CancellationToken cancel)
    {
        if (!clocks.Of(transaction.ShopId).IsRunning) await scheduler.RunJobsOf(transaction, cancel);
    }

    async Task<ConsumerView> EndContract(Transaction transaction)
    {
        if (await wallet.EndContract(transaction.AccessId) is not { IsRefused: false })
            throw Conflict(ledger.Transaction(transaction.AccessId), NoLiveContract);
        var after = ledger.Transaction(transaction.AccessId);
        var transcript = new TranscriptView("ends the contract", "ended");
        return new("end", after.Status.Code, null, null, [transcript], TransactionView.WithTimeline(after, ledger, schedule));
    }

    /// <returns>Why the gateway has refused the browser; null when it has redirected it to the wallet.</returns>
    async Task<ErrorCode?> OpenStartUrl(Transaction transaction, string action, List<TranscriptLine> transcript)
    {
        var fields = new FormField[] { new("AccessID", transaction.AccessId, 32), new("Token", transaction.Request!.Token, 64) };
        var actor = action == "play" ? Actor.Script : Actor.Nobody;
        var outcome = await starts.Start(methods.Of(transaction), new(fields), actor, Stopwatch.GetTimestamp());
        var error = (outcome as StartOutcome.ToShop)?.Error ?? (outcome as StartOutcome.ToErrorPage)?.Error;
        var redirect = error is { } code ? $"redirect back to the shop with {code.Info}" : "redirect to the wallet";
        transcript.Add(new("follows StartURL", redirect));
        return error;
    }

    async Task<ScenarioAction> Act(string accessId, ConsumerRequest request, ScenarioAction.Approve choice, List<TranscriptLine> transcript)
    {
        var transaction = ledger.Transaction(accessId);
        var action = request.Action switch
        {
            "approve" => choice,
            "cancel" => new ScenarioAction.Cancel(),
            "abandon" => new ScenarioAction.Leave(),
            _ => await flow.NextScriptedAction(transaction, Actor.Script),
        };
        // Where the scenario leaves the decision to a person, the default member pays.
        if (action is ScenarioAction.AskPerson) action = choice;
        var page = await flow.Perform(transaction.Visit!.Id, action, transcript);
        if (page is WalletPage.SignIn or WalletPage.Confirm) throw Conflict(transaction, NotAccepted(page));
        if (page is WalletPage.Notice { Kind: not "left" } && request.Action != "play")
            throw Conflict(ledger.Transaction(accessId), (page.Description, page.Description));
        return action;
    }

    /// <summary>How the consumer pays; the default when the request is not to approve.</summary>
    ScenarioAction.Approve Choice(ConsumerRequest request, Transaction transaction)
    {
        if (request.Action != "approve") return new(null, PointsUse.None, null, null);
        var id = request.Member ?? Members.DefaultId;
        var set = members.Of(transaction.ShopId);
        var member = set.Find(id) ?? throw Invalid("member", id, Names(set.All().Select(known => known.Id)));
        var points = PointsUse.TryParse(request.Points, out var requested) ? requested : PointsUse.None;
        return wallet.Validate(transaction, member, new(points, request.Coupon, request.Card)) switch
        {
            null => new(member.Id, points, request.Coupon, request.Card),
            "points" => throw Invalid("points", request.Points,
                ($"none, all, or up to the {member.Points} that {member.Id} has", $"none、all、または {member.Id} の残高 {member.Points} 以下の数")),
            "coupon" => throw Invalid("coupon", request.Coupon,
                Names(member.Coupons.Where(coupon => !coupon.Used).Select(coupon => coupon.Id))),
            _ => throw Invalid("card", request.Card, Names(member.Cards.Select(card => card.Id))),
        };
    }

    /// <param name="times">More than 1: the page that posts to RetURL is reloaded.</param>
    /// <returns>The last post; null when the browser never returns.</returns>
    async Task<ReturnView?> PostReturn(
        Transaction transaction, ErrorCode? error, int times, List<TranscriptLine> transcript, CancellationToken cancel)
    {
        ReturnView? last = null;
        for (var load = 1; load <= times; load++)
        {
            var current = load == 1 ? transaction : ledger.Transaction(transaction.AccessId);
            var plan = await returns.Prepare(current, error, null, cancel);
            if (plan.Obstacle is not null || plan.IsAbandoned)
            {
                transcript.Add(new("goes back to the shop", plan.Obstacle?.En ?? "never arrives"));
                return plan.IsAbandoned ? last : View(plan, null, plan.Obstacle!.En);
            }
            for (var copy = 1; copy <= plan.Copies; copy++)
            {
                var (status, outcome) = await returns.Post(transaction.ShopId, plan, cancel);
                transcript.Add(new(PostWords(load, copy), status is null ? outcome : $"HTTP {status}"));
                last = View(plan, status, outcome);
            }
            await returns.End(transaction.AccessId);
        }
        return last;
    }

    ConsumerView View(
        string action, Transaction after, ErrorCode? startError, ReturnView? returned, List<TranscriptLine> transcript) => new(
        action, after.Status.Code, ErrorOf(after, startError)?.Info, returned,
        [.. transcript.Select(line => new TranscriptView(line.Did, line.Got))], TransactionView.WithTimeline(after, ledger, schedule));

    static ReturnView View(ReturnPlan plan, int? httpStatus, string outcome) =>
        new(Redactor.ByName.MaskUrl(plan.Url), httpStatus, outcome, Redaction.MaskFields(plan.Fields));

    static ErrorCode? ErrorOf(Transaction transaction, ErrorCode? startError) =>
        startError ?? transaction.Error ?? transaction.Visit!.Fault;

    // Once more when the scenario's consumer reloads the page.
    static int PostsOf(ScenarioAction? action) => action is ScenarioAction.Approve { Behaviour.Reloads: true } ? 2 : 1;

    static string PostWords(int load, int copy)
    {
        if (copy > 1) return "goes back to the shop once more";
        return load > 1 ? "reloads the page that leads back" : "goes back to the shop";
    }

    static readonly (string En, string Ja) NotRequested =
        ("the merchant has not requested the payment yet (ExecTran)", "ショップがまだ決済を要求していません（ExecTran）");

    static readonly (string En, string Ja) NoLiveContract =
        ("only a contract that is live (REGISTER) can be ended", "終了できるのは有効な契約（REGISTER）だけです");

    static (string En, string Ja) Meaning(ErrorCode code)
    {
        var entry = GatewayErrors.Meaning(code.Info);
        return (entry.En, entry.Ja);
    }

    static (string En, string Ja) NotAccepted(WalletPage page) =>
        ($"the wallet does not take it ({page.Description})", $"ウォレットが受け付けません（{page.Description}）");

    static ProblemException Conflict(Transaction transaction, (string En, string Ja) why) => ProblemException.Conflict(
        $"The consumer cannot do that while the status is {transaction.Status}: {why.En}.", TransactionView.Of(transaction),
        $"ステータスが {transaction.Status} の間、利用者はこの操作を実行できません：{why.Ja}。");

    static ProblemException Invalid(string name, string? value, (string En, string Ja) allowed) =>
        ProblemException.BadRequest([new(name, value, allowed.En) { AllowedJa = allowed.Ja }]);

    static (string En, string Ja) Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list
        ? (list, list)
        : ("nothing: the member has none", "なし（会員は持っていません）");
}
