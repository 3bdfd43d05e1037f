using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Check.Running;
using KantanSim.Commands;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Check.Running;

/// <summary>Plays cases at a shop of a test.</summary>
internal static class ShopCheck
{
    /// <param name="fileText">The shop's file.</param>
    /// <param name="ids">Of the cases; none: all.</param>
    /// <param name="hooks">What the hooks do that the file writes as <c>["hook", NAME]</c>.</param>
    /// <param name="isHeldInHandler">See <see cref="ScriptedPatience"/>.</param>
    public static async Task<IReadOnlyList<CaseResult>> Play(
        SimulatorFixture simulated, string fileText, IReadOnlyCollection<string> ids, IReadOnlyDictionary<string, Action>? hooks = null,
        bool isHeldInHandler = false, IStepPatience? waits = null)
    {
        var read = CheckFileReader.Parse(fileText, "kantansim-check.yaml");
        Assert.Empty(read.Diagnostics);
        using var scripted = new ScriptedPatience(simulated, isHeldInHandler);
        using var api = new ControlApiClient(simulated.Url, null, "en");
        await using var door = new ShopDoor(".", TimeSpan.FromMinutes(5));
        var runner = new CheckRunner(read.File!, new(api), new HookedDoor(door, hooks), new Silence(), seed: 1)
        {
            Waits = waits ?? scripted,
        };
        var cases = CaseCatalog.All.Where(one => ids.Count == 0 || ids.Contains(one.Id)).ToList();
        return await runner.Run(cases, TestContext.Current.CancellationToken);
    }

    /// <summary>Such as <c>FAIL N05: …</c>, with the calls of the case.</summary>
    public static string Describe(CaseResult result)
    {
        var calls = result.Facts?.Calls.Select(call =>
            $"\n    {call.At:MM-dd HH:mm:ss} {call.Api} {call.HttpStatus} {call.Fault} {Answer(call.Answer)}");
        var steps = result.Facts?.Steps.Select(step => $"\n    - {step.What}: {step.Answer} {string.Join(", ", step.Readings)}");
        return $"{result.Verdict} {result.Case.Id}: {result.Sentence.En}{string.Concat(steps ?? [])}{string.Concat(calls ?? [])}";
    }

    static string Answer(IReadOnlyDictionary<string, string> fields) =>
        fields.GetValueOrDefault("ErrInfo") is { Length: > 0 } error ? error : fields.GetValueOrDefault("Status", "");

    sealed class Silence : ICheckProgress
    {
        public void Started(CheckCase check) { }

        public void Finished(CaseResult result) { }
    }

    /// <summary>A shop in the process of the test: its hooks are method calls.</summary>
    sealed class HookedDoor(IShopDoor door, IReadOnlyDictionary<string, Action>? hooks) : IShopDoor
    {
        public Task<StepResult> Run(ShopStep step, StepVariables variables, CancellationToken cancel)
        {
            if (step is not ShopStep.Command { Arguments: ["hook", var name] }) return door.Run(step, variables, cancel);
            hooks![name]();
            return Task.FromResult(new StepResult(false, name, "done", []));
        }

        public Task<OrderReading> Read(OrderReader reader, StepVariables variables, CancellationToken cancel) =>
            door.Read(reader, variables, cancel);
    }
}
