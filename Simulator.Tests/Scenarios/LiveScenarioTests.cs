using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Scenario files that change while the server runs.</summary>
public sealed class LiveScenarioTests : IDisposable
{
    const string First = "name: first\nrules: [{ when: walletOpened, then: cancel }]\n";
    const string Second = "name: second\nrules: [{ when: walletOpened, then: leave }]\n";
    const string Broken = "name: second\nrules: [{ when: walletOpend, then: leave }]\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-live-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_saved_file_is_played_once_it_is_read()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        Save(simulated.Scenarios!, "second", Second);
        await simulated.GetService<ScenarioWatcher>().Refresh().WithHangGuard();
        var order = await simulated.RequestPayment("LIVE-1", "second");
        await simulated.PostConsumerAction(order);
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task A_broken_file_is_reported_until_it_is_deleted_and_the_others_stay()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var live = simulated.GetService<ScenarioWatcher>();
        Save(simulated.Scenarios!, "second", Broken);
        await live.Refresh().WithHangGuard();
        var listed = (await simulated.CallApi(HttpMethod.Get, "/scenarios"))["body"]!;
        Assert.Equal(("unknown-value", "walletOpened"), ((string?)listed["faults"]![0]!["code"], (string?)listed["faults"]![0]!["suggestion"]));
        Assert.Contains(listed["items"]!.AsArray(), item => (string?)item!["name"] == "first");
        File.Delete(Path.Combine(simulated.Scenarios!.FullName, "second.yaml"));
        await live.Refresh().WithHangGuard();
        Assert.Empty((JsonArray)(await simulated.CallApi(HttpMethod.Get, "/scenarios"))["body"]!["faults"]!);
    }

    [Fact]
    public async Task A_watched_folder_reports_a_saved_file_without_being_asked()
    {
        using var live = new ScenarioWatcher(folder.FullName, BuiltInSymbols.Known) { PollInterval = HangGuard.Limit };
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Null(live.Current.Find("second"));
        // May be called for a file that is half written, and again later.
        live.Replaced += library => { if (library.Find("second") is not null) saved.TrySetResult(); };
        live.Watch();
        Save(folder, "second", Second);
        await saved.Task.WithHangGuard();
    }

    [Fact]
    public void Files_are_not_looked_at_again_before_the_last_look_is_old_enough()
    {
        using var live = new ScenarioWatcher(folder.FullName, BuiltInSymbols.Known) { PollInterval = HangGuard.Limit };
        var before = live.Current;
        Save(folder, "second", Second);
        Assert.Same(before, live.Current);
    }

    static void Save(DirectoryInfo folder, string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"), text);
}
