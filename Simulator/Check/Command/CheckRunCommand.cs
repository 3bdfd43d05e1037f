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
            var cases = CheckInput.Cases(request.Cases);
            var file = CheckInput.File(request.File);
            var baseline = request.Baseline is { } path ? CheckInput.Baseline(path) : null;
            ReportPlaces.Check(request);
            return await Play(request, file, cases, baseline, cancel);
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

    async Task<int> Play(
        CheckRunRequest request, CheckFile file, IReadOnlyList<CheckCase> cases, Baseline? baseline, CancellationToken cancel)
    {
        var language = ReportLanguage.In(request.Language);
        // With JSON, progress and summary are for the person who watches.
        var console = CheckConsole.Create(
            request.IsJson ? error : output, isTerminal && !request.IsJson, new(request.File, request.Seed), language);
        var startedAt = time.GetUtcNow();
        var start = Stopwatch.GetTimestamp();
        await using var door = new ShopDoor(CheckInput.FolderOf(request.File), HttpLimit);
        var record = new RunRecord(cases, door.Secrets);
        var fault = await Record(request, file, cases, console, door, record, cancel);
        var report = new CheckReport
        {
            File = request.File,
            Gateway = file.Gateway,
            Seed = request.Seed,
            Selection = request.Cases,
            Version = request.Version,
            StartedAt = startedAt,
            Duration = Stopwatch.GetElapsedTime(start),
            Results = record.Results,
            IsInterrupted = cancel.IsCancellationRequested,
            Fault = fault,
        };
        var outcome = new BaselineComparison([.. CaseCatalog.All.Select(one => one.Id)], Jst.DateOf(startedAt)).Compare(report, baseline);
        return await Tell(request, outcome, console, door.Secrets);
    }

    /// <returns>Why the run broke off; null: it did not.</returns>
    async Task<string?> Record(
        CheckRunRequest request, CheckFile file, IReadOnlyList<CheckCase> cases, CheckConsole console, ShopDoor door, RunRecord record,
        CancellationToken cancel)
    {
        using var api = new ControlApiClient(file.Gateway, token, request.Language, "The key gateway of the file names the server.");
        return await console.Run(cases.Count, async progress =>
        {
            record.Shown = progress;
            var runner = new CheckRunner(file, new(api), door, record, request.Seed);
            try
            {
                await runner.Run(cases, cancel);
                return runner.CleanupFault;
            }
            // Wrong use is told before the first case.
            catch (Exception fault) when (IsExpected(fault) && (IsNotReached(fault) || record.Results.Length > 0))
            {
                var why = door.Secrets.HideIn(fault.Message);
                if (!cancel.IsCancellationRequested) record.BreakOff(why, IsNotReached(fault));
                return why;
            }
        });
    }

    static bool IsExpected(Exception fault) =>
        fault is CommandException or ControlApiException or AdapterException or ShopNotReachedException or OperationCanceledException;

    static bool IsNotReached(Exception fault) => fault is ShopNotReachedException or CommandException { ExitCode: ExitCodes.NotReached };

    // The files first: the summary says so when one is not written.
    async Task<int> Tell(CheckRunRequest request, CheckOutcome outcome, CheckConsole console, SecretValues secrets)
    {
        var language = ReportLanguage.In(request.Language);
        List<string> faults =
        [
            .. Fault(request.JUnit, file => ReportFile.Write(file, CheckJUnit.Document(outcome, language))),
            .. Fault(request.Html, file => CheckHtml.Write(file, outcome, language, secrets.HideIn)),
        ];
        console.Show(outcome, faults);
        foreach (var fault in faults) await error.WriteLineAsync(PrintableText.Of(fault));
        if (outcome.Report.Fault is { } broken) await error.WriteLineAsync(PrintableText.Of(broken));
        var code = faults.Count > 0 ? ExitCodes.WrongUse : CheckExitCode.Of(outcome);
        if (request.IsJson) await output.WriteLineAsync(secrets.HideIn(new CheckJson(language).Run(outcome, code)));
        return code;
    }

    static IEnumerable<string> Fault(string? file, Action<string> write)
    {
        if (file is null) return [];
        try
        {
            write(file);
            return [];
        }
        catch (CommandException fault)
        {
            return [fault.Message];
        }
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
    string File, IReadOnlyList<string> Cases, int Seed, string? JUnit, string? Html, string? Baseline, string Language, string Version)
{
    /// <summary>Whether the report goes to the standard output as JSON, and everything else to the standard error.</summary>
    public bool IsJson { get; init; }
}
