using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Changes of scenario files while the server runs.</summary>
public sealed class ScenarioWatcherTests : IDisposable
{
    const string First = "name: first\nrules: [{ when: walletOpened, then: cancel }]\n";
    const string Second = "name: second\nrules: [{ when: walletOpened, then: leave }]\n";
    const string Invalid = "name: second\nrules: [{ when: walletOpend, then: leave }]\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-live-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_saved_file_is_played_after_the_refresh()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        Save(simulated.Scenarios!, "second", Second);
        await simulated.GetService<ScenarioWatcher>().Refresh().WithHangGuard();
        var order = await simulated.RequestPayment("LIVE-1", "second");
        await simulated.PostConsumerAction(order);
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task An_invalid_file_is_reported_until_it_is_deleted_and_the_others_stay()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var watcher = simulated.GetService<ScenarioWatcher>();
        Save(simulated.Scenarios!, "second", Invalid);
        await watcher.Refresh().WithHangGuard();
        var listed = (await simulated.CallApi(HttpMethod.Get, "/scenarios"))["body"]!;
        var fault = listed["faults"]![0]!;
        Assert.Equal("unknown-value", (string?)fault["code"]);
        Assert.Equal("walletOpened", (string?)fault["suggestion"]);
        Assert.Contains(listed["items"]!.AsArray(), item => (string?)item!["name"] == "first");
        File.Delete(Path.Combine(simulated.Scenarios!.FullName, "second.yaml"));
        await watcher.Refresh().WithHangGuard();
        Assert.Empty((JsonArray)(await simulated.CallApi(HttpMethod.Get, "/scenarios"))["body"]!["faults"]!);
    }

    [Fact]
    public async Task A_watched_folder_loads_a_saved_file_without_a_request()
    {
        using var watcher = WithoutPolling();
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Null(watcher.Current.Find("second"));
        // May also be called while the file is partly written.
        watcher.Replaced += library =>
        {
            if (library.Find("second") is not null) saved.TrySetResult();
        };
        watcher.Watch();
        Save(folder, "second", Second);
        await saved.Task.WithHangGuard();
    }

    [Fact]
    public void Files_are_not_checked_again_before_the_poll_interval_has_passed()
    {
        using var watcher = WithoutPolling();
        var before = watcher.Current;
        Save(folder, "second", Second);
        Assert.Same(before, watcher.Current);
    }

    ScenarioWatcher WithoutPolling() => new(folder.FullName, BuiltInSymbols.Known) { PollInterval = HangGuard.Limit };

    static void Save(DirectoryInfo folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"), text);
}
