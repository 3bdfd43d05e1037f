using System.Globalization;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;

namespace KantanSim.Check.Running;

/// <summary>What the shop and its owner do: orders, acts, hooks, the contract.</summary>
internal sealed partial class CaseDriver
{
    const string Item = "マグカップ";

    async Task<StepOutcome> Place(DriveStep.Place place, CancellationToken cancel)
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
        return StepOutcome.Of($"place order {first} for {amount} yen{Times(place.Times)}", results);
    }

    async Task<StepOutcome> Act(DriveStep.Act act, CancellationToken cancel)
    {
        var number = act.Order ?? session.Orders.Count;
        if (number > session.Orders.Count || number == 0)
            return StepOutcome.NotDone($"{act.Name} order {number}", "there is no such order");
        var order = session.Orders[number - 1];
        if (act.Name == ActNames.Again && await NeedsNoOther(order, cancel) is { } reason)
            return StepOutcome.NotDone($"{act.Name} order {number}", reason);
        if (session.Act(act.Name) is not { } step)
            return act.Name == ActNames.Again ? await Place(new() { Amount = order.Amount }, cancel) : Missing(act.Name);
        var variables = order.Variables.With("newAmount", CaseSession.Text(NewAmount(order.Amount, act.Percent ?? 100)));
        if (act.Name == ActNames.CancelMonth) variables = variables.With("month", await NewestMonth(cancel));
        var results = await Task.WhenAll(Enumerable.Range(0, act.Times).Select(_ =>
            settler.Await(token => RunStep(step, variables, token), cancel)));
        // A new try that keeps values is a new order, as far as reading is concerned.
        if (act.Name == ActNames.Again && results[0] is { IsRefused: false, Kept.IsEmpty: false } again)
            session.Add(new OpenOrder(order.Amount, again, order.Variables.With(again.Kept)));
        return StepOutcome.Of($"{act.Name} order {number}{Times(act.Times)}", results);
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
    static StepOutcome Missing(string act) => StepOutcome.NotDone(act, $"the file does not say how to {act}: add act.{act}");

    async Task<StepOutcome> Hook(DriveStep.Hook hook, CancellationToken cancel)
    {
        // A case that needs the hook has been omitted.
        if (session.File.Hooks.GetValueOrDefault(hook.Name) is not { } step)
            return StepOutcome.NotDone(hook.Name, $"the file has no hooks.{hook.Name}");
        var variables = session.Orders is [.., var last] ? last.Variables : session.Variables(1, 0, "");
        // Even if it fails, it may have done half of its work.
        if (hook.Name == HookNames.Break) session.IsBroken = true;
        var result = await door.Run(step, variables, cancel);
        if (hook.Name == HookNames.Mend && !result.IsRefused) session.IsBroken = false;
        if (result.IsRefused) throw new AdapterException($"the hook {hook.Name} failed: {result.Answer}");
        if (session.IsBroken) session.IsBreakSeen |= await settler.IsUnreadable(cancel);
        return StepOutcome.Of(hook.Name, [result]);
    }

    async Task<StepOutcome> SetContract(DriveStep.Contract contract, CancellationToken cancel)
    {
        await api.SetContract(ShopId, contract.State, cancel);
        return StepOutcome.Done($"the shop's contract is {contract.State}");
    }

    static string Times(int times) => times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {times} times at once");
}
