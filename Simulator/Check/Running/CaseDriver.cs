using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Check.Running;

/// <summary>Does the steps of a case.</summary>
internal sealed class CaseDriver(CaseSession session, GatewayApi api, IShopDoor door, Settler settler, MessageForger forger)
{
    const string Item = "マグカップ";

    // The consumer of the check: CaseSetup creates it.
    const string Member = CaseSetup.MemberId;

    static readonly string[] Payable = ["REQSUCCESS", "AUTHPROCESS"];

    string ShopId => session.Shop.Id;

    /// <summary>Does all steps. After each the shop settles, unless something is done to the shop next.</summary>
    /// <exception cref="AdapterException">A step cannot be done as the file says.</exception>
    public async Task Run(CancellationToken cancel)
    {
        await settler.RunGateway(cancel);
        var steps = session.Case.Drive;
        for (var index = 0; index < steps.Length; index++)
        {
            var record = await Do(steps[index], cancel);
            // What the shop has only in its memory must not be written by its jobs before it is killed.
            if (index + 1 < steps.Length && steps[index + 1] is DriveStep.Hook(HookNames.Restart)) await settler.RunGateway(cancel);
            else await settler.Settle(cancel);
            session.Steps.Add(record with
            {
                Readings = [.. settler.LastReadings],
                CallAfter = await NewestCall(cancel),
            });
        }
    }

    async Task<StepRecord> Do(DriveStep step, CancellationToken cancel)
    {
        var at = settler.Now;
        var call = await NewestCall(cancel);
        var attempts = await AttemptsSoFar(cancel);
        var (isDone, isAccepted, what, sent, answer, isEndless) = await TryPerform(step, cancel);
        return new(step, isDone, isAccepted, what, sent, answer, at)
        {
            CallBefore = call,
            AttemptsBefore = attempts,
            IsEndless = isEndless,
        };
    }

    static string NameOf(DriveStep step) => step switch
    {
        DriveStep.Act act => act.Name,
        _ => char.ToLowerInvariant(step.GetType().Name[0]) + step.GetType().Name[1..],
    };

    // Only conditions about calls between steps need it.
    async Task<long> NewestCall(CancellationToken cancel) => NeedsCalls ? await api.NewestCall(ShopId, cancel) : 0;

    // Only conditions about answers before a step need it.
    async Task<ImmutableDictionary<string, int>> AttemptsSoFar(CancellationToken cancel)
    {
        if (!AllConditions.OfType<Condition.Answered>().Any(answered => answered.Before is not null)) return [];
        var found = ImmutableDictionary.CreateBuilder<string, int>();
        foreach (var payment in await Payments(cancel))
            foreach (var one in await api.Notifications(payment.AccessId, cancel)) found[one.Id] = one.Attempts.Count;
        return found.ToImmutable();
    }

    bool NeedsCalls => AllConditions.OfType<Condition.Calls>().Any(calls => calls.After is not null || calls.Before is not null);

    IEnumerable<Condition> AllConditions => session.Case.Reached.Concat(session.Case.Must).Concat(session.Case.Should)
        .SelectMany(condition => condition is Condition.AnyOf any ? any.Conditions : [condition]);

    // A shop that never stops trying is judged by what it has done until then.
    async Task<Outcome> TryPerform(DriveStep step, CancellationToken cancel)
    {
        try
        {
            return await Perform(step, cancel);
        }
        catch (NeverEndsException fault)
        {
            return new(true, false, NameOf(step), "", fault.Message, IsEndless: true);
        }
    }

    Task<Outcome> Perform(DriveStep step, CancellationToken cancel) => step switch
    {
        DriveStep.Place place => Place(place, cancel),
        DriveStep.Consumer consumer => Consume(consumer, cancel),
        DriveStep.Act act => Act(act, cancel),
        DriveStep.Together together => Together(together, cancel),
        DriveStep.InTurn turn => InTurn(turn, cancel),
        DriveStep.Advance advance => Advance(advance, cancel),
        DriveStep.AdvanceTo to => AdvanceTo(to, cancel),
        DriveStep.Settle => Task.FromResult(Outcome.Done("settle")),
        DriveStep.Hook hook => Hook(hook, cancel),
        DriveStep.Forge forge => Forge(forge, cancel),
        DriveStep.Resend resend => Resend(resend, cancel),
        DriveStep.ConnectivityTest => TestConnectivity(step, cancel),
        DriveStep.Expire => Expire(cancel),
        DriveStep.Contract contract => SetContract(contract, cancel),
        _ => throw new ArgumentException($"no step: {step}", nameof(step)),
    };

    async Task<Outcome> Place(DriveStep.Place place, CancellationToken cancel)
    {
        var first = session.Orders.Count + 1;
        var amount = place.Amount ?? session.AmountOf(first);
        var results = await Task.WhenAll(Enumerable.Range(0, place.Times).Select(async copy =>
        {
            var variables = session.Variables(place.Times > 1 ? first : first + copy, amount, place.Item ?? Item);
            var result = await settler.Await(token => RunStep(session.PlaceStep, variables, token), cancel);
            session.Add(new OpenOrder(amount, result, variables.With(result.Kept)));
            return result;
        }));
        return Outcome.Of($"place order {first} for {amount} yen{Times(place.Times)}", results);
    }

    async Task<Outcome> Act(DriveStep.Act act, CancellationToken cancel)
    {
        var number = act.Order ?? session.Orders.Count;
        if (number > session.Orders.Count || number == 0) return Outcome.NotDone($"{act.Name} order {number}", "there is no such order");
        var order = session.Orders[number - 1];
        if (act.Name == ActNames.Again && await NeedsNoOther(order, cancel) is { } reason)
            return Outcome.NotDone($"{act.Name} order {number}", reason);
        if (session.Act(act.Name) is not { } step)
            return act.Name == ActNames.Again ? await Place(new() { Amount = order.Amount }, cancel) : Missing(act.Name);
        var variables = order.Variables.With("newAmount", CaseSession.Text(NewAmount(order.Amount, act.Percent ?? 100)));
        if (act.Name == ActNames.CancelMonth) variables = variables.With("month", await NewestMonth(cancel));
        var results = await Task.WhenAll(Enumerable.Range(0, act.Times).Select(_ =>
            settler.Await(token => RunStep(step, variables, token), cancel)));
        // A new try that keeps values is a new order, as far as reading is concerned.
        if (act.Name == ActNames.Again && results[0] is { IsRefused: false, Kept.IsEmpty: false } again)
            session.Add(new OpenOrder(order.Amount, again, order.Variables.With(again.Kept)));
        return Outcome.Of($"{act.Name} order {number}{Times(act.Times)}", results);
    }

    // A shop may answer a fault with a friendly page, which has nothing to keep. Without a fault the file is wrong.
    async Task<StepResult> RunStep(ShopStep step, StepVariables variables, CancellationToken cancel)
    {
        try
        {
            return await door.Run(step, variables, cancel);
        }
        catch (AdapterException fault) when (fault.IsValueMissing && session.Case is { IsControl: false, Control: not Control.None })
        {
            return new(IsRefused: true, "", fault.Message, []);
        }
    }

    // Rounded to what a shop whose prices have tax can express.
    static int NewAmount(int amount, int percent) =>
        Math.Max(CaseSession.TaxedUnit, amount * percent / 100 / CaseSession.TaxedUnit * CaseSession.TaxedUnit);

    // The newest month that was charged, or the present one.
    async Task<string> NewestMonth(CancellationToken cancel)
    {
        if (await Payments(cancel) is not [.., var newest]) return "";
        var contract = (await api.Transaction(newest.AccessId, cancel)).Contract;
        return contract?.Charges is [.., var charge] ? charge.Month : contract?.StartMonth ?? "";
    }

    /// <returns>Why the consumer has no reason to try again; null when there is one.</returns>
    async Task<string?> NeedsNoOther(OpenOrder order, CancellationToken cancel)
    {
        var reading = order.Placed.IsRefused ? null : await settler.Reading(order, cancel);
        if (reading is { IsPaid: true }) return "the order is paid";
        return await PayableFor(cancel) is null ? null : "the order can be paid";
    }

    // A case that needs the act has been omitted.
    static Outcome Missing(string act) => Outcome.NotDone(act, $"the file does not say how to {act}: add act.{act}");

    async Task<Outcome> Consume(DriveStep.Consumer consumer, CancellationToken cancel)
    {
        var what = $"consumer: {consumer.Action}{(consumer.Points is null ? "" : $", points {consumer.Points}")}";
        if (await PaymentFor(consumer, cancel) is not { } accessId) return Outcome.NotDone(what, "no payment waits for the consumer");
        var body = new JsonObject { ["action"] = consumer.Action };
        if (consumer.Action == "approve")
        {
            body["member"] = Member;
            if (consumer.Points is not null) body["points"] = consumer.Points;
            if (consumer.Coupon is not null) body["coupon"] = consumer.Coupon;
        }
        try
        {
            var view = await settler.Await(token => api.Consumer(accessId, body, token), settler.NotificationPatience, cancel);
            if (view.Returned is { } returned) Record(consumer, returned);
            return Outcome.Done(what, string.Join("; ", view.Transcript.Select(line => $"{line.Did}: {line.Got}")));
        }
        catch (ControlApiException fault)
        {
            return Outcome.NotDone(what, fault.Message);
        }
    }

    void Record(DriveStep step, ReturnView returned)
    {
        session.LastReturn = returned;
        session.Add(new SentMessage(
            step, MessageTarget.Return, returned.Url, "the browser's return", returned.HttpStatus, returned.Outcome, TimeSpan.Zero, default));
    }

    async Task<string?> PaymentFor(DriveStep.Consumer consumer, CancellationToken cancel)
    {
        var payments = await Payments(cancel);
        if (consumer.Payment is { } number) return payments.ElementAtOrDefault(number - 1)?.AccessId;
        if (consumer.Action == "end") return payments is [.., var newest] ? newest.AccessId : null;
        return await PayableFor(cancel);
    }

    // The newest payment that waits for the consumer and whose StartURL has reached the shop.
    async Task<string?> PayableFor(CancellationToken cancel)
    {
        var calls = await api.CallsAfter(ShopId, session.CallBefore, cancel);
        var reached = calls.Where(call => call is { Fault: null, AccessId: not null } && call.Answer.ContainsKey("StartURL"))
            .Select(call => call.AccessId).ToHashSet();
        return (await Payments(cancel)).FindLast(payment => Payable.Contains(payment.Status) && reached.Contains(payment.AccessId))?.AccessId;
    }

    // In the order of their registration.
    async Task<List<TransactionView>> Payments(CancellationToken cancel) =>
        [.. (await api.TransactionsSince(ShopId, session.TransactionBefore, cancel)).Reverse()];

    async Task<Outcome> Together(DriveStep.Together together, CancellationToken cancel)
    {
        var outcomes = await Task.WhenAll(together.Steps.Select(step => Perform(step, cancel)));
        return Outcome.Join(outcomes, " and ");
    }

    async Task<Outcome> InTurn(DriveStep.InTurn turn, CancellationToken cancel)
    {
        List<Outcome> outcomes = [];
        foreach (var step in turn.Steps)
        {
            if (outcomes.Count > 0) await settler.RunGateway(cancel);
            outcomes.Add(await Perform(step, cancel));
        }
        return Outcome.Join(outcomes, ", then ");
    }

    async Task<Outcome> AdvanceTo(DriveStep.AdvanceTo to, CancellationToken cancel)
    {
        var now = await api.Now(ShopId, cancel);
        var next = Jst.StartOfDay(Jst.DateOf(now)) + to.Time.ToTimeSpan();
        var by = (next > now ? next : next.AddDays(1)) - now;
        await settler.Await(token => api.Advance(ShopId, by, token), cancel);
        return Outcome.Done($"it becomes {to.Time:HH:mm}");
    }

    async Task<Outcome> Advance(DriveStep.Advance advance, CancellationToken cancel)
    {
        for (var part = 1; part <= advance.Parts; part++)
        {
            await settler.Await(token => api.Advance(ShopId, advance.By / advance.Parts, token), cancel);
            if (part < advance.Parts) await settler.Settle(cancel);
        }
        return Outcome.Done($"{System.Xml.XmlConvert.ToString(advance.By)} pass");
    }

    async Task<Outcome> Hook(DriveStep.Hook hook, CancellationToken cancel)
    {
        // A case that needs the hook has been omitted.
        if (session.File.Hooks.GetValueOrDefault(hook.Name) is not { } step)
            return Outcome.NotDone(hook.Name, $"the file has no hooks.{hook.Name}");
        var variables = session.Orders is [.., var last] ? last.Variables : session.Variables(1, 0, "");
        // Even if it fails, it may have done half of its work.
        if (hook.Name == HookNames.Break) session.IsBroken = true;
        var result = await door.Run(step, variables, cancel);
        if (hook.Name == HookNames.Mend && !result.IsRefused) session.IsBroken = false;
        if (result.IsRefused) throw new AdapterException($"the hook {hook.Name} failed: {result.Answer}");
        if (session.IsBroken) session.IsBreakSeen |= await settler.IsUnreadable(cancel);
        return Outcome.Of(hook.Name, [result]);
    }

    async Task<Outcome> Forge(DriveStep.Forge forge, CancellationToken cancel)
    {
        if (await Payments(cancel) is not [.., var payment]) return Outcome.NotDone($"forge a {forge.Target}", "there is no payment");
        var message = await settler.Await(token => forger.Post(forge, payment, session.LastReturn, token), cancel);
        if (message is null) return Outcome.NotDone($"forge a {forge.Target}", "the shop has no URL for it");
        session.Add(message);
        return new(true, message.Status is >= 200 and < 400, $"post {message.Summary}", message.Url, message.Answer);
    }

    async Task<Outcome> Resend(DriveStep.Resend resend, CancellationToken cancel)
    {
        var what = $"the gateway sends {resend.Status} again";
        foreach (var payment in Enumerable.Reverse(await Payments(cancel)))
        {
            var sent = (await api.Notifications(payment.AccessId, cancel)).LastOrDefault(one => one.Status == resend.Status);
            if (sent is null) continue;
            await api.Resend(sent.Id, cancel);
            await settler.RunGateway(cancel);
            return Outcome.Done(what);
        }
        return Outcome.NotDone(what, "it was never sent");
    }

    async Task<Outcome> TestConnectivity(DriveStep step, CancellationToken cancel)
    {
        var attempt = await settler.Await(token => api.ConnectivityTest(ShopId, token), cancel);
        var answer = attempt.HttpStatus is { } status ? $"HTTP {status} \"{attempt.Reply}\"" : attempt.Outcome;
        session.Add(new SentMessage(
            step, MessageTarget.Notification, attempt.Url, "the connectivity test", attempt.HttpStatus, answer,
            TimeSpan.FromMilliseconds(attempt.Ms), attempt.At));
        return new(attempt.HttpStatus is not null, attempt.Reply == "0", "connectivity test", "", answer);
    }

    async Task<Outcome> Expire(CancellationToken cancel)
    {
        if (await Payments(cancel) is not [.., var payment]) return Outcome.NotDone("the term ends", "there is no payment");
        try
        {
            await api.Expire(payment.AccessId, cancel);
            return Outcome.Done("the term ends");
        }
        catch (ControlApiException fault)
        {
            return Outcome.NotDone("the term ends", fault.Message);
        }
    }

    async Task<Outcome> SetContract(DriveStep.Contract contract, CancellationToken cancel)
    {
        await api.SetContract(ShopId, contract.State, cancel);
        return Outcome.Done($"the shop's contract is {contract.State}");
    }

    static string Times(int times) => times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {times} times at once");

    /// <summary>How a step ended, in the parts of a <see cref="StepRecord"/>.</summary>
    sealed record Outcome(bool IsDone, bool IsAccepted, string What, string Sent, string Answer, bool IsEndless = false)
    {
        public static Outcome Done(string what, string answer = "done") => new(true, true, what, "", answer);

        public static Outcome NotDone(string what, string why) => new(false, false, what, "", why);

        public static Outcome Join(IReadOnlyList<Outcome> outcomes, string between) => new(
            outcomes.All(one => one.IsDone), outcomes.All(one => one.IsAccepted), string.Join(between, outcomes.Select(one => one.What)),
            string.Join('\n', outcomes.Select(one => one.Sent)), string.Join("; ", outcomes.Select(one => one.Answer)));

        public static Outcome Of(string what, IReadOnlyList<StepResult> results) => new(
            true, results.All(result => !result.IsRefused), what, results[0].Sent, string.Join("; ", results.Select(result => result.Answer)));
    }
}
