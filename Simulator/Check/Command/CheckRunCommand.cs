using System.Diagnostics;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Check.Reports;
using KantanSim.Check.Running;
using KantanSim.Commands;
using KantanSim.Wire;

namespace KantanSim.Check.Command;

/// <summary>Plays cases at a shop, and reports.</summary>
/// <param name="token">The operator's token of KantanSim; null for none.</param>
/// <param name="output">Receives the progress and the summary.</param>
/// <param name="error">Receives what went wrong.</param>
/// <param name="time">Real time.</param>
internal sealed class CheckRunCommand(string? token, TextWriter output, TextWriter error, bool isTerminal, TimeProvider time)
{
    // A request may run into a scripted hang; simulated time ends it.
    static readonly TimeSpan HttpLimit = TimeSpan.FromMinutes(5);

    /// <returns>The exit code.</returns>
    public async Task<int> Run(CheckRunRequest request, CancellationToken cancel)
    {
        try
        {
            var file = CheckInput.File(request.File);
            var baseline = request.Baseline is { } path ? CheckInput.Baseline(path) : null;
            var cases = CheckInput.Cases(request.Cases);
            var outcome = await Play(request, file, cases, baseline, cancel);
            return CheckExitCode.Of(outcome);
        }
        catch (CheckInputException fault)
        {
            foreach (var line in fault.Lines) await error.WriteLineAsync(PrintableText.Of(line));
            return ExitCodes.WrongUse;
        }
        catch (CommandException fault)
        {
            await error.WriteLineAsync(PrintableText.Of(fault.Message));
            return fault.ExitCode;
        }
    }

    async Task<CheckOutcome> Play(
        CheckRunRequest request, CheckFile file, IReadOnlyList<CheckCase> cases, Baseline? baseline, CancellationToken cancel)
    {
        var language = ReportLanguage.In(request.Language);
        var repeat = new RepeatCommand(request.File, request.Seed);
        var console = CheckConsole.Create(output, isTerminal, repeat, language);
        var startedAt = time.GetUtcNow();
        var start = Stopwatch.GetTimestamp();
        using var api = new ControlApiClient(file.Gateway, token, request.Language, "The key gateway of the file names the server.");
        await using var door = new ShopDoor(CheckInput.FolderOf(request.File), HttpLimit);
        var results = await console.Run(cases.Count, progress =>
            new CheckRunner(file, new(api), door, progress, request.Seed).Run(cases, cancel));
        var report = new CheckReport
        {
            File = request.File,
            Gateway = file.Gateway,
            Seed = request.Seed,
            Version = request.Version,
            StartedAt = startedAt,
            Duration = Stopwatch.GetElapsedTime(start),
            Results = [.. results],
            IsInterrupted = cancel.IsCancellationRequested,
        };
        var outcome = new BaselineComparison([.. CaseCatalog.All.Select(one => one.Id)], Jst.DateOf(startedAt)).Compare(report, baseline);
        console.Show(outcome);
        Write(request, outcome, language);
        return outcome;
    }

    static void Write(CheckRunRequest request, CheckOutcome outcome, ReportLanguage language)
    {
        if (request.JUnit is { } junit) ReportFile.Write(junit, CheckJUnit.Document(outcome, language));
        if (request.Html is { } html) CheckHtml.Write(html, outcome, language);
    }
}

/// <summary>What <c>check run</c> is asked for.</summary>
/// <param name="File">The shop's file.</param>
/// <param name="Cases">Ids, groups such as <c>N</c>, or <c>core</c>; empty: all.</param>
/// <param name="JUnit">Where to write a JUnit report; null: nowhere.</param>
/// <param name="Html">Where to write an HTML report; null: nowhere.</param>
/// <param name="Baseline">A file of accepted cases; null: none.</param>
/// <param name="Language"><c>en</c> or <c>ja</c>.</param>
/// <param name="Version">Of the program.</param>
internal sealed record CheckRunRequest(
    string File, IReadOnlyList<string> Cases, int Seed, string? JUnit, string? Html, string? Baseline, string Language, string Version);
