using System.Collections.Concurrent;
using System.Diagnostics;
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

    /// <summary>When simulated time passes for steps that do not end.</summary>
    public IStepPatience Waits { get; init; } = new RealTimePatience();

    readonly ConcurrentDictionary<Control, Lazy<Task<CaseResult?>>> controls = new();
    int shops;

    /// <summary>Plays cases, side by side where the file creates shops.</summary>
    /// <returns>The results, in the order of the cases. After an interruption cases are missing.</returns>
    /// <exception cref="CommandException">KantanSim is not reached, or refuses.</exception>
    public async Task<IReadOnlyList<CaseResult>> Run(IReadOnlyList<CheckCase> cases, CancellationToken cancel)
    {
        var scenarios = (await api.Scenarios(cancel)).Items.ToDictionary(scenario => scenario.Name);
        var player = new CasePlayer(file, api, door, scenarios, seed, Waits);
        var isAlone = file.Shop is ShopAccount.Existing;
        var results = new CaseResult?[cases.Count];
        await using var account = file.Shop is ShopAccount.Existing existing ? await ExistingShop.Take(api, existing, cancel) : null;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = isAlone ? 1 : Math.Min(MaxSideBySide, Environment.ProcessorCount * 2), CancellationToken = cancel,
        };
        try
        {
            await Parallel.ForAsync(0, cases.Count, options, async (index, stop) => results[index] = await One(cases[index], player, stop));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        return [.. results.OfType<CaseResult>()];
    }

    async Task<CaseResult> One(CheckCase one, CasePlayer player, CancellationToken cancel)
    {
        progress.Started(one);
        var result = await Judge(one, player, cancel);
        progress.Finished(result);
        return result;
    }

    async Task<CaseResult> Judge(CheckCase one, CasePlayer player, CancellationToken cancel)
    {
        if (Applicability.ReasonAgainst(one, file) is { } reason) return new() { Case = one, Verdict = Verdict.Omit, Sentence = reason };
        if (await ControlOf(one.Control, player, cancel) is { Verdict: not (Verdict.Pass or Verdict.Warn) } control)
            return AfterControl(one, control);
        var first = await PlayAt(one, player, cancel);
        if (first.Verdict is not (Verdict.Fail or Verdict.Review)) return first;
        var second = await PlayAt(one, player, cancel);
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

    async Task<CaseResult?> ControlOf(Control control, CasePlayer player, CancellationToken cancel) =>
        await controls.GetOrAdd(control, _ => new(() => PlayControl(control, player, cancel))).Value;

    async Task<CaseResult?> PlayControl(Control control, CasePlayer player, CancellationToken cancel) =>
        Controls.CaseOf(control, file) is { } one ? await PlayAt(one, player, cancel) : null;

    async Task<CaseResult> PlayAt(CheckCase one, CasePlayer player, CancellationToken cancel)
    {
        if (file.Shop is ShopAccount.Existing existing) return await player.Play(one, new(existing.Id, existing.Pass), cancel);
        await using var created = await CreatedShop.Create(api, (ShopAccount.Created)file.Shop, NextShopId(), cancel);
        return await player.Play(one, created.Shop, cancel);
    }

    // Other runs may be at work at the same gateway. A ShopID has up to 13 characters.
    string NextShopId() => $"chk{Stopwatch.GetTimestamp() % 100_000_000:D8}{Interlocked.Increment(ref shops) % 100:D2}";
}
