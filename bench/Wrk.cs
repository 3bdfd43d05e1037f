using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KantanSim.Bench;

/// <summary>
/// Registrations by wrk, the usual generator of load, as a program of its own: with as many threads as it takes by itself, because one that reads
/// all answers alone is what holds up a server that answers many callers at once.
/// </summary>
internal static partial class Wrk
{
    const string Script = "bench/registrations.lua";

    /// <summary>How far the mean length of answers may be from that of those that were looked into, in bytes: orders have longer and shorter names.</summary>
    const double Alike = 3;

    /// <summary>So many callers register orders until the time is over.</summary>
    /// <param name="orders">The orders' name, which none had before.</param>
    /// <param name="like">Answers that were looked into: these are not, but have to be as long. null: they are.</param>
    /// <exception cref="InvalidOperationException">wrk did not come to an end, or the answers are others.</exception>
    public static WrkResult Register(Uri server, int callers, TimeSpan time, string orders, WrkResult? like = null)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk",
            [$"--connections={callers}", string.Create(CultureInfo.InvariantCulture, $"--duration={time.TotalSeconds:0}"), "--script", Script, $"{server}", BenchPrograms.Entry, $"{BenchPrograms.Shop}&JobCd=AUTH&Amount=1000", orders, like is null ? "checked" : ""])
        { RedirectStandardOutput = true })!;
        var said = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        if (Line().Match(said) is not { Success: true } line) throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {said}");
        double Number(int group) => double.Parse(line.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var measured = new WrkResult((Number(1) - Number(2)) / (Number(3) / 1_000_000), 100 * Number(2) / Number(1), Number(4), Number(5));
        if (like is { Errors: > 0 }) return measured with { Errors = Math.Max(measured.Errors, like.Errors) };
        return like is null || measured.Errors > 0 || Math.Abs(measured.Length - like.Length) < Alike ? measured
            : throw new InvalidOperationException($"{server} answers in {measured.Length:0} bytes, and in {like.Length:0} when it is looked at.");
    }

    /// <exception cref="InvalidOperationException">wrk is not there.</exception>
    public static void Find()
    {
        try
        {
            using var wrk = Process.Start(new ProcessStartInfo("wrk", "--version") { RedirectStandardOutput = true })!;
            wrk.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("The callers are wrk's, which is not installed: apt-get install wrk", missing);
        }
    }

    // As the script writes it.
    [GeneratedRegex(@"measured: (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)")]
    private static partial Regex Line();

    /// <summary>What the callers got.</summary>
    /// <param name="PerSecond">Answers with an AccessPass.</param>
    /// <param name="Errors">Others, and none, in percent.</param>
    /// <param name="P99">In milliseconds.</param>
    /// <param name="Length">Of an answer with its head, the mean, in bytes.</param>
    public sealed record WrkResult(double PerSecond, double Errors, double P99, double Length);
}
