using System.Globalization;
using CsCheck;
using KantanSim.Methods.Recruit;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Properties;

/// <summary>
/// Random sequences of commands over both payment methods. The same in each run; <c>KANTANSIM_LIVES=500</c> tries so many others and
/// shrinks a failing one.
/// </summary>
public sealed class PaymentReferenceModelTests
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
    public async Task Random_commands_follow_the_lifecycles_and_their_sums_add_up()
    {
        await using var simulated = await SimulatorFixture.Start(settings:
            ["--KantanSim:Protocol:ChangeUpward=true", "--KantanSim:Protocol:ChargeNotification=true", "--KantanSim:Protocol:ForcedEndAfterFailures=3"]);
        var model = new PaymentReferenceModel(simulated);
        if (Environment.GetEnvironmentVariable("KANTANSIM_LIVES") is { } lives)
            await Command.Many.SampleAsync(model.Live, iter: long.Parse(lives, CultureInfo.InvariantCulture), threads: 1, print: Written);
        else
            foreach (var commands in Command.Many.Samples(Lives)) await Live(model, commands);
        // If the sequences did not reach every status, the test would show less than it says.
        Assert.Empty(Places.Except(model.Reached));
    }

    static async Task Live(PaymentReferenceModel model, Command[] commands)
    {
        try
        {
            await model.Live(commands);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Does not add up after: {Written(commands)}", fault);
        }
    }

    static string Written(Command[] commands) => string.Join("; ", commands.AsEnumerable());
}
