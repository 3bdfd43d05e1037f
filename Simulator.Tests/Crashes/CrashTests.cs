using System.Globalization;

namespace KantanSim.Tests.Crashes;

/// <summary>
/// Kills the real program by SIGKILL at random while clients work, and restarts it on the same folder: everything acknowledged is still
/// there. <c>KANTANSIM_CRASHES=100</c> kills it 100 times instead of 3; <c>KANTANSIM_SEED=7</c> chooses other points in time.
/// </summary>
public sealed class CrashTests
{
    const int Clients = 8;

    static int Kills => Number("KANTANSIM_CRASHES") ?? 3;

    [Fact]
    public async Task A_killed_program_loses_nothing_acknowledged_and_delivers_every_notification()
    {
        var seed = Number("KANTANSIM_SEED") ?? 2026;
        var data = Directory.CreateTempSubdirectory("kantansim-");
        await using var merchant = await FlakyMerchant.Start();
        await using var run = await CrashRun.Begin(data.FullName, merchant, new Random(seed), Clients);
        for (var kill = 1; kill <= Kills; kill++)
        {
            try { await run.Crash(kill); }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Kill {kill} of seed {seed}, folder {data.FullName}: {fault.Message}", fault);
            }
        }
        await run.CheckFinalStatuses();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, seed {seed}: {run.Summary}");
        // If no call was in progress at any kill, the test would show nothing.
        Assert.True(run.CutShort > 0 && run.Acknowledged > Kills * Clients, run.Summary);
        data.Delete(recursive: true);
    }

    static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
