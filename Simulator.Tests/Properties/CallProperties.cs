using System.Globalization;
using CsCheck;
using KantanSim.Methods.Recruit;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Protocol;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Properties;

/// <summary>Random lives over both methods. The same ones each run; <c>KANTANSIM_LIVES=500</c> lives other ones, and makes a failing one small.</summary>
public sealed class CallProperties
{
    const int Lives = 20;

    static IEnumerable<string> Places =>
    [
        .. RecruitLifecycle.Table.Statuses.Select(status => $"Recruit {status}"),
        .. ContractLifecycle.Table.Statuses.Where(status => status != GatewayStatus.Ended).Select(status => $"RecruitContinuance {status}"),
        .. ChargeLifecycle.Table.Statuses.Select(status => $"month {status}"),
        "changed AUTH", "changed CAPTURE", "changed SALES", "changed CANCEL",
    ];

    [Fact]
    public async Task Whatever_is_called_in_whatever_order_adds_up()
    {
        await using var simulated = await Simulated.Start(settings:
            ["--KantanSim:Protocol:ChangeUpward=true", "--KantanSim:Protocol:ChargeNotification=true", "--KantanSim:Protocol:ForcedEndAfterFailures=3"]);
        var town = new Town(simulated);
        if (Environment.GetEnvironmentVariable("KANTANSIM_LIVES") is { } lives)
            await Deed.Many.SampleAsync(town.Live, iter: long.Parse(lives, CultureInfo.InvariantCulture), threads: 1, print: Written);
        else
            foreach (var deeds in Deed.Many.Some(Lives)) await Live(town, deeds);
        // Lives in which nothing happens would be green for nothing.
        Assert.Empty(Places.Except(town.Reached));
    }

    static async Task Live(Town town, Deed[] deeds)
    {
        try
        {
            await town.Live(deeds);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Does not add up after: {Written(deeds)}", fault);
        }
    }

    static string Written(Deed[] deeds) => string.Join("; ", deeds.AsEnumerable());
}
