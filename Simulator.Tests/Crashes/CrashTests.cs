using System.Globalization;

namespace KantanSim.Tests.Crashes;

/// <summary>
/// The real program, killed by SIGKILL at moments of chance while clients work, and started again on the same folder: all that they were
/// told holds. A few times in the suite; <c>KANTANSIM_CRASHES=100</c> does it 100 times, <c>KANTANSIM_SEED=7</c> with another chance.
/// </summary>
public sealed class CrashTests
{
    const int Clients = 8;

    static int Kills => Number("KANTANSIM_CRASHES") ?? 3;

    [Fact]
    public async Task Whenever_it_is_killed_all_that_was_acknowledged_is_there_and_every_notification_owed_arrives()
    {
        var seed = Number("KANTANSIM_SEED") ?? 2026;
        var data = Directory.CreateTempSubdirectory("kantansim-");
        await using var merchant = await Stub.Start();
        await using var run = await CrashRun.Begin(data.FullName, merchant, new Random(seed), Clients);
        for (var kill = 1; kill <= Kills; kill++)
        {
            try { await run.Crash(kill); }
            catch (Exception fault) { throw new InvalidOperationException($"Kill {kill} of seed {seed}, folder {data.FullName}: {fault.Message}", fault); }
        }
        await run.Ends();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, seed {seed}: {run.Told}");
        // A run in which nothing was going on would be green for nothing.
        Assert.True(run.CutShort > 0 && run.Acknowledged > Kills * Clients, run.Told);
        data.Delete(recursive: true);
    }

    static int? Number(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
