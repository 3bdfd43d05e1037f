using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Scenario files are read in the background of the calls that use them.</summary>
public sealed class ScenarioReloadTests : IDisposable
{
    const string First = "name: first\nrules: [{ when: walletOpened, then: cancel }]\n";
    const string Second = "name: second\nrules: [{ when: walletOpened, then: leave }]\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-reload-");
    readonly BlockedRead read = new();

    public void Dispose()
    {
        read.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Call_is_answered_while_files_are_read()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var watcher = simulated.GetService<ScenarioWatcher>();
        _ = watcher.Current;
        watcher.Load = read.Load;
        watcher.PollInterval = TimeSpan.Zero;
        await simulated.RegisterPayment("RELOAD-1", "first").WithHangGuard();
        await read.Started.WithHangGuard();
        await simulated.RegisterPayment("RELOAD-2", "first").WithHangGuard();
    }

    [Fact]
    public async Task Library_is_replaced_when_the_read_completes()
    {
        using var watcher = Watcher();
        var before = watcher.Current;
        watcher.Load = read.Load;
        Save("second", Second);
        var refresh = watcher.Refresh();
        await read.Started.WithHangGuard();
        Assert.Same(before, watcher.Current);
        read.Release();
        await refresh.WithHangGuard();
        Assert.NotNull(watcher.Current.Find("second"));
    }

    [Fact]
    public async Task Change_during_a_read_starts_one_more_read()
    {
        using var watcher = Watcher();
        _ = watcher.Current;
        watcher.Load = read.LoadThenBlock;
        var refresh = watcher.Refresh();
        await read.Started.WithHangGuard();
        Save("second", Second);
        var again = watcher.Refresh();
        Assert.NotSame(refresh, again);
        Assert.Same(again, watcher.Refresh());
        read.Release();
        await again.WithHangGuard();
        Assert.NotNull(watcher.Current.Find("second"));
    }

    [Fact]
    public async Task Failed_read_is_reported_and_keeps_the_library()
    {
        using var watcher = Watcher();
        var before = watcher.Current;
        var failed = new List<Exception>();
        watcher.Failed = failed.Add;
        watcher.Load = (_, _, _) => throw new IOException("no disk");
        await watcher.Refresh().WithHangGuard();
        Assert.Equal("no disk", Assert.Single(failed).Message);
        Assert.Same(before, watcher.Current);
    }

    [Fact]
    public async Task First_use_waits_for_the_files()
    {
        Save("second", Second);
        using var watcher = Watcher();
        watcher.Load = read.Load;
        var first = Task.Run(() => watcher.Current, TestContext.Current.CancellationToken);
        await read.Started.WithHangGuard();
        Assert.False(first.IsCompleted);
        read.Release();
        Assert.NotNull((await first.WithHangGuard()).Find("second"));
    }

    // Checks the files at each use.
    ScenarioWatcher Watcher() => new(folder.FullName, BuiltInSymbols.Known) { PollInterval = TimeSpan.Zero };

    void Save(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"), text);

    /// <summary>Reads files, but blocks until it is released.</summary>
    sealed class BlockedRead : IDisposable
    {
        readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly ManualResetEventSlim released = new();

        public Task Started => started.Task;

        public ScenarioLibrary Load(string folder, KnownSymbols symbols, ScenarioLibrary? previous)
        {
            Block();
            return ScenarioLibrary.Load(folder, symbols, previous);
        }

        public ScenarioLibrary LoadThenBlock(string folder, KnownSymbols symbols, ScenarioLibrary? previous)
        {
            var library = ScenarioLibrary.Load(folder, symbols, previous);
            Block();
            return library;
        }

        public void Release() => released.Set();

        // The event is not disposed: a blocked reader still uses it.
        public void Dispose() => Release();

        void Block()
        {
            started.TrySetResult();
            released.Wait();
        }
    }
}
