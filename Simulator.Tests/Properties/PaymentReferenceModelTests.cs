using System.Globalization;
using CsCheck;
using KantanSim.Methods.Recruit;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Properties;

/// <summary>
/// Random sequences of commands for both payment methods. They are the same in each run; <c>KANTANSIM_LIVES=500</c> runs 500 random ones
/// and shrinks a failing one.
/// </summary>
public sealed class PaymentReferenceModelTests
{
    const int Sequences = 20;

    /// <summary>The statuses that the sequences must reach.</summary>
    static IEnumerable<string> Statuses =>
    [
        .. RecruitLifecycle.Table.Statuses.Select(status => $"Recruit {status}"),
        .. ContractLifecycle.Table.Statuses.Where(status => status != GatewayStatus.Ended).Select(status => $"RecruitContinuance {status}"),
        .. ChargeLifecycle.Table.Statuses.Select(status => $"month {status}"),
        "changed AUTH", "changed CAPTURE", "changed SALES", "changed CANCEL",
    ];

    [Fact]
    public async Task Random_commands_follow_the_lifecycles_and_sums_add_up()
    {
        await using var simulated = await SimulatorFixture.Start(settings:
        [
            "--KantanSim:Protocol:ChangeUpward=true",
            "--KantanSim:Protocol:ChargeNotification=true",
            "--KantanSim:Protocol:ForcedEndAfterFailures=3",
        ]);
        var model = new PaymentReferenceModel(simulated);
        if (Environment.GetEnvironmentVariable("KANTANSIM_LIVES") is { } sequences)
        {
            var count = long.Parse(sequences, CultureInfo.InvariantCulture);
            await Command.Many.SampleAsync(model.Run, iter: count, threads: 1, print: Shown);
        }
        else
        {
            foreach (var commands in Command.Many.Samples(Sequences)) await Run(model, commands);
        }
        // If the sequences did not reach every status, the test would show less than it says.
        Assert.Empty(Statuses.Except(model.Reached));
    }

    static async Task Run(PaymentReferenceModel model, Command[] commands)
    {
        try
        {
            await model.Run(commands);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Failed after: {Shown(commands)}", fault);
        }
    }

    static string Shown(Command[] commands) => string.Join("; ", commands.AsEnumerable());
}
