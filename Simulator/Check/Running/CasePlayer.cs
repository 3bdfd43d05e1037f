using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Settlement;

namespace KantanSim.Check.Running;

/// <summary>Plays a case once at a shop, and judges it.</summary>
/// <param name="scenarios">The scenarios of the gateway, by name.</param>
internal sealed class CasePlayer(
    CheckFile file, GatewayApi api, IShopDoor door, IReadOnlyDictionary<string, ScenarioView> scenarios, int seed,
    IStepPatience waits)
{
    // Between two judgements of a shop that is not as it must be yet.
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(30);

    /// <summary>Why the shop is broken and stays so: a hook that should have mended it has failed; null when it is not.</summary>
    public string? BrokenBy { get; private set; }

    /// <summary>Plays a case at one of the accounts.</summary>
    public async Task<CaseResult> Play(CheckCase played, CheckShops shops, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await TryPlay(played, shops, cancel);
        return result with { Duration = Stopwatch.GetElapsedTime(start) };
    }

    async Task<CaseResult> TryPlay(CheckCase played, CheckShops shops, CancellationToken cancel)
    {
        try
        {
            return await PlayAndJudge(played, await shops.Next(cancel), cancel);
        }
        catch (ShopNotReachedException fault)
        {
            return Failed(played, fault.Message, isNotReached: true);
        }
        catch (CommandException fault)
        {
            return Failed(played, fault.Message, fault.ExitCode == ExitCodes.NotReached);
        }
        catch (Exception fault) when (fault is AdapterException or ControlApiException or NeverEndsException)
        {
            return Failed(played, fault.Message, isNotReached: false);
        }
        // A fault of this program must not lose the results of the other cases.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Failed(played, $"KantanSim itself failed: {fault.GetType().Name}: {fault.Message}", isNotReached: false);
        }
    }

    static CaseResult Failed(CheckCase played, string why, bool isNotReached) =>
        new() { Case = played, Verdict = Verdict.Error, Sentence = new(why, why), IsNotReached = isNotReached };

    async Task<CaseResult> PlayAndJudge(CheckCase played, CaseShop shop, CancellationToken cancel)
    {
        if (played.Scenario is { } name && !scenarios.ContainsKey(name))
            return Failed(played, $"the gateway has no scenario {name}: start it with the scenarios of this version", isNotReached: false);
        await using var setup = new CaseSetup(api, shop.Id);
        await setup.Prepare(played, cancel);
        var session = new CaseSession(file, played, shop, seed)
        {
            Scenario = played.Scenario is null ? null : scenarios[played.Scenario],
            TransactionBefore = await api.NewestTransaction(shop.Id, cancel),
            CallBefore = await api.NewestCall(shop.Id, cancel),
        };
        var settler = new Settler(session, api, door, waits);
        using var forger = new MessageForger(api, (await api.Shop(shop.Id, cancel)).NotifyUrl);
        try
        {
            await new CaseDriver(session, api, door, settler, forger).Run(cancel);
            return await AwaitVerdict(session, settler, cancel);
        }
        finally
        {
            if (session.IsBroken) await Mend(session);
        }
    }

    // Whatever happened, the shop is not left broken.
    async Task Mend(CaseSession session)
    {
        using var limit = new CancellationTokenSource(CleanupLimit);
        try
        {
            var mended = await door.Run(file.Hooks[HookNames.Mend], session.Variables(1, 0, ""), limit.Token);
            if (mended.IsRefused) BrokenBy = $"The shop is still broken: the hook mend failed in case {session.Case.Id}: {mended.Answer}";
        }
        catch (Exception fault) when (fault is AdapterException or ShopNotReachedException or OperationCanceledException)
        {
            BrokenBy = $"The shop is still broken: the hook mend failed in case {session.Case.Id}: {fault.Message}";
        }
    }

    // What a shop must have done may still come until its patience is over. What it must not have done counts when it is quiet.
    async Task<CaseResult> AwaitVerdict(CaseSession session, Settler settler, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var result = CaseJudge.Judge(session.Case, await Facts(session, settler, cancel));
            if (result.Verdict == Verdict.Pass || Stopwatch.GetElapsedTime(start) >= file.Patience) return result;
            await Task.Delay(Look, cancel);
            await settler.Settle(cancel);
        }
    }

    async Task<CaseFacts> Facts(CaseSession session, Settler settler, CancellationToken cancel)
    {
        var readings = await settler.Readings(cancel);
        await session.ReadCalls(api, cancel);
        var orders = session.Orders.Zip(
            readings, (order, reading) => new PlacedOrder(order.Amount, order.Placed, order.Variables, reading));
        var payments = (await api.TransactionsSince(session.Shop.Id, session.TransactionBefore, cancel)).Reverse().ToList();
        return new()
        {
            ShopId = session.Shop.Id,
            Seed = seed,
            Orders = [.. orders],
            Payments = [.. await Task.WhenAll(payments.Select(one => PaymentFactsOf(one, cancel)))],
            Calls = [.. session.Calls],
            Sent = [.. session.Sent],
            Steps = [.. session.Steps],
            Deposits = await DepositsOf(session, payments, cancel),
            Strangers = await StrangersOf(session, cancel),
            IsBreakSeen = session.IsBreakSeen,
            Scenario = session.Scenario,
        };
    }

    // An order that nobody placed need not be readable.
    async Task<ImmutableDictionary<string, OrderReading>> StrangersOf(CaseSession session, CancellationToken cancel)
    {
        var names = session.Case.Must.OfType<Condition.Order>().Select(order => order.Of).OfType<string>().Distinct().ToList();
        var found = ImmutableDictionary.CreateBuilder<string, OrderReading>();
        foreach (var name in names)
        {
            if (session.Orders is not [.., var order]) continue;
            var variables = order.Variables.With(order.Placed.Kept.Select(kept => KeyValuePair.Create(kept.Key, name)));
            try { found[name] = await door.Read(session.Reader, variables, cancel); }
            catch (AdapterException) { }
        }
        return found.ToImmutable();
    }

    async Task<PaymentFacts> PaymentFactsOf(TransactionView listed, CancellationToken cancel) => new(
        await api.Transaction(listed.AccessId, cancel),
        [.. await api.Notifications(listed.AccessId, cancel)],
        [.. await api.Advice(listed.AccessId, cancel)]);

    // Only cases about deposits read them: an old shop can have many.
    async Task<ImmutableArray<DepositLine>> DepositsOf(CaseSession session, List<TransactionView> payments, CancellationToken cancel)
    {
        if (!session.Case.Must.OfType<Condition.Deposits>().Any()) return [];
        var ids = payments.Select(payment => payment.AccessId).ToHashSet();
        var lines = (await api.Deposits(session.Shop.Id, cancel)).SelectMany(deposit => deposit.Lines);
        return [.. lines.Where(line => ids.Contains(line.AccessId))];
    }
}
