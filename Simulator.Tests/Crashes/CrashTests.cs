using System.Globalization;

namespace KantanSim.Tests.Crashes;

/// <summary>
/// The real program, killed by SIGKILL at random while clients work, and restarted on the same folder: everything acknowledged is still
/// there. A few times in the suite; <c>KANTANSIM_CRASHES=100</c> kills 100 times, <c>KANTANSIM_SEED=7</c> chooses other moments.
/// </summary>
public sealed class CrashTests
{
    const int Clients = 8;

    static int Kills => Number("KANTANSIM_CRASHES") ?? 3;

    [Fact]
    public async Task A_killed_program_loses_nothing_acknowledged_and_delivers_every_notification_owed()
    {
        var seed = Number("KANTANSIM_SEED") ?? 2026;
        var data = Directory.CreateTempSubdirectory("kantansim-");
        await using var merchant = await FlakyMerchant.Start();
        await using var run = await CrashRun.Begin(data.FullName, merchant, new Random(seed), Clients);
        for (var kill = 1; kill <= Kills; kill++)
        {
            try { await run.Crash(kill); }
            catch (Exception fault) { throw new InvalidOperationException($"Kill {kill} of seed {seed}, folder {data.FullName}: {fault.Message}", fault); }
        }
        await run.Ends();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, seed {seed}: {run.Told}");
        // If no call was in progress at any kill, the test would show nothing.
        Assert.True(run.CutShort > 0 && run.Acknowledged > Kills * Clients, run.Told);
        data.Delete(recursive: true);
    }

    static int? Number(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
