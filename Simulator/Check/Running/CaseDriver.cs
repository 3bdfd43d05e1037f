using System.Collections.Immutable;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;

namespace KantanSim.Check.Running;

/// <summary>Does the steps of a case.</summary>
internal sealed partial class CaseDriver(CaseSession session, GatewayApi api, IShopDoor door, Settler settler, MessageForger forger)
{
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
            await session.ReadCalls(api, cancel);
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
    async Task<StepOutcome> TryPerform(DriveStep step, CancellationToken cancel)
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

    Task<StepOutcome> Perform(DriveStep step, CancellationToken cancel) => step switch
    {
        DriveStep.Place place => Place(place, cancel),
        DriveStep.Consumer consumer => Consume(consumer, cancel),
        DriveStep.Act act => Act(act, cancel),
        DriveStep.Together together => Together(together, cancel),
        DriveStep.InTurn turn => InTurn(turn, cancel),
        DriveStep.Advance advance => Advance(advance, cancel),
        DriveStep.AdvanceTo to => AdvanceTo(to, cancel),
        DriveStep.Settle => Task.FromResult(StepOutcome.Done("settle")),
        DriveStep.Hook hook => Hook(hook, cancel),
        DriveStep.Forge forge => Forge(forge, cancel),
        DriveStep.Resend resend => Resend(resend, cancel),
        DriveStep.ConnectivityTest => TestConnectivity(step, cancel),
        DriveStep.Expire => Expire(cancel),
        DriveStep.Contract contract => SetContract(contract, cancel),
        _ => throw new ArgumentException($"no step: {step}", nameof(step)),
    };

    async Task<StepOutcome> Together(DriveStep.Together together, CancellationToken cancel)
    {
        var outcomes = await Task.WhenAll(together.Steps.Select(step => Perform(step, cancel)));
        return StepOutcome.Join(outcomes, " and ");
    }

    async Task<StepOutcome> InTurn(DriveStep.InTurn turn, CancellationToken cancel)
    {
        List<StepOutcome> outcomes = [];
        foreach (var step in turn.Steps)
        {
            if (outcomes.Count > 0) await settler.RunGateway(cancel);
            outcomes.Add(await Perform(step, cancel));
        }
        return StepOutcome.Join(outcomes, ", then ");
    }
}
