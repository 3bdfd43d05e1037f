using System.Diagnostics;
using KantanSim.Testing;
using WireMock.Server;

namespace KantanSim.Bench;

/// <summary>
/// Measures how long a test waits for a server in its own process: <c>KantanSimServer.StartAsync</c> beside WireMock.Net's
/// <c>WireMockServer.Start</c>, each warm, in turns.
/// </summary>
internal static class EmbeddedBench
{
    const int Warming = 20;
    const int Rounds = 100;

    public static async Task Run(Report report)
    {
        for (var round = 0; round < Warming; round++)
        {
            await StartKantanSim();
            StartWireMock();
        }
        var (kantansim, wiremock) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            kantansim.Add(await StartKantanSim());
            wiremock.Add(StartWireMock());
        }
        string[] columns = ["start inside a test's process, warm", "median", "against WireMock.Net", "slowest of 100"];
        report.Table("embedded", columns,
        [
            Row("KantanSimServer.StartAsync()", kantansim, wiremock),
            Row("WireMockServer.Start()", wiremock, wiremock),
        ]);
    }

    static async Task<double> StartKantanSim()
    {
        var begin = Stopwatch.GetTimestamp();
        await using var server = await KantanSimServer.StartAsync();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    static double StartWireMock()
    {
        var begin = Stopwatch.GetTimestamp();
        using var server = WireMockServer.Start();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    static string[] Row(string name, List<double> times, List<double> reference) =>
    [
        name,
        $"{Statistics.Median(times):0.0} ms",
        $"{Statistics.Median(times) / Statistics.Median(reference):0.00}",
        $"{times.Max():0.0} ms",
    ];
}
