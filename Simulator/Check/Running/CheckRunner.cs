using System.Collections.Concurrent;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Commands;

namespace KantanSim.Check.Running;

/// <summary>Plays cases at a shop: the control first, then the case, and a case that is red once more.</summary>
/// <param name="progress">Is told of each case.</param>
internal sealed class CheckRunner(CheckFile file, GatewayApi api, IShopDoor door, ICheckProgress progress, int seed)
{
    const int MaxSideBySide = 8;

    readonly ConcurrentDictionary<Control, Lazy<Task<CaseResult?>>> controls = new();

    /// <summary>When simulated time passes for steps that do not end.</summary>
    public IStepPatience? Waits { get; init; }

    /// <summary>Why the gateway could not be left as it was before the run; null when it could.</summary>
    public string? CleanupFault { get; private set; }

    /// <summary>Plays cases, side by side where the file creates shops.</summary>
    /// <returns>The results, in the order of the cases. After an interruption cases are missing.</returns>
    /// <exception cref="CommandException">KantanSim is not reached, or refuses.</exception>
    public async Task<IReadOnlyList<CaseResult>> Run(IReadOnlyList<CheckCase> cases, CancellationToken cancel)
    {
        var scenarios = (await api.Scenarios(cancel)).Items.ToDictionary(scenario => scenario.Name);
        var player = new CasePlayer(file, api, door, scenarios, seed, Waits ?? new RealTimePatience(api));
        var shops = await CheckShops.Open(api, file, cancel);
        try
        {
            return await Play(cases, player, shops, cancel);
        }
        finally
        {
            await Close(shops);
        }
    }

    async Task Close(CheckShops shops)
    {
        try { await shops.DisposeAsync(); }
        // The results are kept, and the fault is told beside them.
        catch (Exception fault) when (fault is CommandException or ControlApiException or OperationCanceledException)
        {
            CleanupFault = fault.Message;
        }
    }

    // Hooks are about the whole shop: nothing else may run meanwhile.
    async Task<IReadOnlyList<CaseResult>> Play(
        IReadOnlyList<CheckCase> cases, CasePlayer player, CheckShops shops, CancellationToken cancel)
    {
        var results = new ConcurrentDictionary<string, CaseResult>();
        try
        {
            await Play(cases.Where(one => !HasHook(one)), shops.AreSeparate ? SideBySide : 1);
            await Play(cases.Where(HasHook), 1);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        return [.. cases.Select(one => results.GetValueOrDefault(one.Id)).OfType<CaseResult>()];

        Task Play(IEnumerable<CheckCase> group, int sideBySide) => Parallel.ForEachAsync(
            group, new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancel },
            async (one, stop) => results[one.Id] = await One(one, player, shops, stop));
    }

    static int SideBySide => Math.Min(MaxSideBySide, Environment.ProcessorCount * 2);

    static bool HasHook(CheckCase one) => one.Drive.Any(HasHook);

    static bool HasHook(DriveStep step) => step switch
    {
        DriveStep.Hook => true,
        DriveStep.InTurn turn => turn.Steps.Any(HasHook),
        DriveStep.Together together => together.Steps.Any(HasHook),
        _ => false,
    };

    async Task<CaseResult> One(CheckCase one, CasePlayer player, CheckShops shops, CancellationToken cancel)
    {
        progress.Started(one);
        var result = await Judge(one, player, shops, cancel);
        progress.Finished(result);
        return result;
    }

    async Task<CaseResult> Judge(CheckCase one, CasePlayer player, CheckShops shops, CancellationToken cancel)
    {
        if (Applicability.ReasonAgainst(one, file) is { } reason) return new() { Case = one, Verdict = Verdict.Omit, Sentence = reason };
        if (player.BrokenBy is { } broken) return new() { Case = one, Verdict = Verdict.Error, Sentence = new(broken, broken) };
        if (await ControlOf(one.Control, player, shops, cancel) is { Verdict: not (Verdict.Pass or Verdict.Warn) } control)
            return AfterControl(one, control);
        var first = await player.Play(one, shops, cancel);
        if (first.Verdict is not (Verdict.Fail or Verdict.Review)) return first;
        var second = await player.Play(one, shops, cancel);
        return second.Verdict == first.Verdict ? second : Flaky(first, second);
    }

    // Nothing can be said about a shop whose normal flow does not work: that must not look green.
    static CaseResult AfterControl(CheckCase one, CaseResult control) => new()
    {
        Case = one,
        Verdict = Verdict.Error,
        IsNotReached = control.IsNotReached,
        Sentence = new(
            $"{control.Case.Title.En} did not work: {control.Sentence.En}", $"{control.Case.Title.Ja}が動作しません：{control.Sentence.Ja}"),
        Facts = control.Facts,
        Conditions = control.Conditions,
    };

    static CaseResult Flaky(CaseResult first, CaseResult second) => second with
    {
        Verdict = Verdict.Flaky,
        Sentence = new(
            $"The first run was {first.Verdict}: {first.Sentence.En} The second was {second.Verdict}: {second.Sentence.En}",
            $"1回目は {first.Verdict}：{first.Sentence.Ja} 2回目は {second.Verdict}：{second.Sentence.Ja}"),
    };

    async Task<CaseResult?> ControlOf(Control control, CasePlayer player, CheckShops shops, CancellationToken cancel) =>
        await controls.GetOrAdd(control, _ => new(() => PlayControl(control, player, shops, cancel))).Value;

    async Task<CaseResult?> PlayControl(Control control, CasePlayer player, CheckShops shops, CancellationToken cancel) =>
        Controls.CaseOf(control, file) is { } one ? await player.Play(one, shops, cancel) : null;
}
