using KantanSim.Check.Cases;
using KantanSim.Commands;
using KantanSim.Wire;

namespace KantanSim.Check.Running;

/// <summary>Simulated time passes.</summary>
internal sealed partial class CaseDriver
{
    async Task<StepOutcome> AdvanceTo(DriveStep.AdvanceTo to, CancellationToken cancel)
    {
        var now = await api.Now(ShopId, cancel);
        var next = Jst.StartOfDay(Jst.DateOf(now)) + to.Time.ToTimeSpan();
        var by = (next > now ? next : next.AddDays(1)) - now;
        await settler.Await(token => api.Advance(ShopId, by, token), cancel);
        return StepOutcome.Done($"it becomes {to.Time:HH:mm}");
    }

    async Task<StepOutcome> Advance(DriveStep.Advance advance, CancellationToken cancel)
    {
        for (var part = 1; part <= advance.Parts; part++)
        {
            await settler.Await(token => api.Advance(ShopId, advance.By / advance.Parts, token), cancel);
            if (part == advance.Parts) break;
            await settler.Settle(cancel);
            await session.ReadCalls(api, cancel);
        }
        return StepOutcome.Done($"{System.Xml.XmlConvert.ToString(advance.By)} pass");
    }

    async Task<StepOutcome> Expire(CancellationToken cancel)
    {
        if (await Payments(cancel) is not [.., var payment]) return StepOutcome.NotDone("the term ends", "there is no payment");
        try
        {
            await api.Expire(payment.AccessId, cancel);
            return StepOutcome.Done("the term ends");
        }
        catch (ControlApiException fault)
        {
            return StepOutcome.NotDone("the term ends", fault.Message);
        }
    }
}
