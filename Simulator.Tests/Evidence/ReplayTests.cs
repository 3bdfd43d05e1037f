using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Evidence;

/// <summary>A run of every scenario of the library, saved as a scenario and played again, ends the same way.</summary>
public sealed class ReplayTests(ReplayFixture fixture) : IClassFixture<ReplayFixture>
{
    public static TheoryData<string> Names => [.. RepositoryScenarios.Library.Names];

    [Theory, MemberData(nameof(Names))]
    public async Task A_saved_run_of_a_scenario_ends_as_the_run_did(string name)
    {
        using var run = await fixture.Play(RepositoryScenarios.Library.Find(name)!);
        var expected = await SavedRun.Outcome(fixture.Simulated, run.AccessId);
        var saved = await SavedRun.Of(fixture.Simulated, run.AccessId, $"again-{name}");
        using var replay = await fixture.Play(saved);
        Assert.Equal(expected, await SavedRun.Outcome(fixture.Simulated, replay.AccessId));
        var payment = await replay.Transaction();
        Assert.Empty(saved.Expect!.Unmet((string)payment["status"]!, (string?)payment["errInfo"] ?? "", replay.Notified, replay.Returned));
        Assert.Equal(run.Notified, saved.Expect.Notified!.Value);
        Assert.Equal(run.Returned, saved.Expect.Returned!.Value);
    }
}
