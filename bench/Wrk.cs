using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KantanSim.Bench;

/// <summary>
/// Registers orders with the load generator wrk, with its default number of threads: a client on one thread would be the bottleneck
/// when a server responds to many clients at once.
/// </summary>
internal static partial class Wrk
{
    const string Script = "bench/registrations.lua";

    /// <summary>
    /// Maximum difference of the mean response lengths of a checked and an unchecked run, in bytes. OrderIDs differ in length.
    /// </summary>
    const double MaxLengthDifference = 3;

    /// <summary>Registers orders by a number of concurrent clients until the time is over.</summary>
    /// <param name="orders">A prefix of OrderIDs that was not used before.</param>
    /// <param name="like">
    /// The result of a run whose responses were checked. This run's responses are only compared to it by length. Null: checks the
    /// responses of this run.
    /// </param>
    /// <exception cref="InvalidOperationException">wrk failed, or the responses have another length.</exception>
    public static WrkResult Register(Uri server, int clients, TimeSpan time, string orders, WrkResult? like = null)
    {
        string[] arguments =
        [
            $"--connections={clients}", string.Create(CultureInfo.InvariantCulture, $"--duration={time.TotalSeconds:0}"),
            "--script", Script, $"{server}", BenchPrograms.Entry, $"{BenchPrograms.Shop}&JobCd=AUTH&Amount=1000", orders,
            like is null ? "checked" : "",
        ];
        using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        var output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var line = ResultLine().Match(output);
        if (!line.Success) throw new InvalidOperationException($"wrk exited with code {wrk.ExitCode}: {output}");
        return Compare(server, Parse(line), like);
    }

    /// <exception cref="InvalidOperationException">wrk is not installed.</exception>
    public static void Find()
    {
        try
        {
            using var wrk = Process.Start(new ProcessStartInfo("wrk", "--version") { RedirectStandardOutput = true })!;
            wrk.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("The benchmark needs wrk, which is not installed: apt-get install wrk", missing);
        }
    }

    static WrkResult Parse(Match line)
    {
        double Number(string group) => double.Parse(line.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var requests = Number("requests");
        var errors = Number("errors");
        var seconds = Number("microseconds") / 1_000_000;
        return new((requests - errors) / seconds, 100 * errors / requests, Number("p99"), Number("length"));
    }

    static WrkResult Compare(Uri server, WrkResult measured, WrkResult? like)
    {
        if (like is null) return measured;
        if (like.Errors > 0) return measured with { Errors = Math.Max(measured.Errors, like.Errors) };
        if (measured.Errors > 0 || Math.Abs(measured.Length - like.Length) < MaxLengthDifference) return measured;
        throw new InvalidOperationException(
            $"Responses of {server} have {measured.Length:0} bytes on average, and {like.Length:0} bytes when they are checked.");
    }

    // As registrations.lua prints it.
    [GeneratedRegex(@"measured: (?<requests>\d+) (?<errors>\d+) (?<microseconds>\d+) (?<p99>[\d.]+) (?<length>[\d.]+)")]
    private static partial Regex ResultLine();

    /// <param name="PerSecond">Responses with an AccessPass.</param>
    /// <param name="Errors">Requests without such a response, in percent.</param>
    /// <param name="P99">The 99th percentile of the response time, in milliseconds.</param>
    /// <param name="Length">The mean length of a response with its head, in bytes.</param>
    public sealed record WrkResult(double PerSecond, double Errors, double P99, double Length);
}
