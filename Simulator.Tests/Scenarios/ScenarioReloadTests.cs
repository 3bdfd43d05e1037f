using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Scenario files are read beside the calls that use them.</summary>
public sealed class ScenarioReloadTests : IDisposable
{
    const string First = "name: first\nrules: [{ when: walletOpened, then: cancel }]\n";
    const string Second = "name: second\nrules: [{ when: walletOpened, then: leave }]\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-reload-");
    readonly HeldRead read = new();

    public void Dispose()
    {
        read.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Call_is_answered_while_files_are_read()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        var live = simulated.GetService<ScenarioWatcher>();
        _ = live.Current;
        (live.Load, live.PollInterval) = (read.Load, TimeSpan.Zero);
        await simulated.RegisterPayment("HELD-1", "first").WithHangGuard();
        await read.Begun.WithHangGuard();
        await simulated.RegisterPayment("HELD-2", "first").WithHangGuard();
    }

    [Fact]
    public async Task Library_is_replaced_when_the_read_is_over()
    {
        using var live = Live();
        var before = live.Current;
        live.Load = read.Load;
        Save("second", Second);
        var refresh = live.Refresh();
        await read.Begun.WithHangGuard();
        Assert.Same(before, live.Current);
        read.Release();
        await refresh.WithHangGuard();
        Assert.NotNull(live.Current.Find("second"));
    }

    [Fact]
    public async Task Change_during_a_read_is_read_by_one_more()
    {
        using var live = Live();
        _ = live.Current;
        live.Load = read.LoadThenHold;
        var refresh = live.Refresh();
        await read.Begun.WithHangGuard();
        Save("second", Second);
        var again = live.Refresh();
        Assert.NotSame(refresh, again);
        Assert.Same(again, live.Refresh());
        read.Release();
        await again.WithHangGuard();
        Assert.NotNull(live.Current.Find("second"));
    }

    [Fact]
    public async Task Read_that_fails_is_reported_and_the_library_stays()
    {
        using var live = Live();
        var before = live.Current;
        var failed = new List<Exception>();
        live.Failed = failed.Add;
        live.Load = (_, _, _) => throw new IOException("no disk");
        await live.Refresh().WithHangGuard();
        Assert.Equal("no disk", Assert.Single(failed).Message);
        Assert.Same(before, live.Current);
    }

    [Fact]
    public async Task First_use_waits_for_the_files()
    {
        Save("second", Second);
        using var live = Live();
        live.Load = read.Load;
        var first = Task.Run(() => live.Current, TestContext.Current.CancellationToken);
        await read.Begun.WithHangGuard();
        Assert.False(first.IsCompleted);
        read.Release();
        Assert.NotNull((await first.WithHangGuard()).Find("second"));
    }

    // Old at each use.
    ScenarioWatcher Live() => new(folder.FullName, BuiltInSymbols.Known) { PollInterval = TimeSpan.Zero };

    void Save(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"), text);

    /// <summary>A file system that answers when it is told to.</summary>
    sealed class HeldRead : IDisposable
    {
        readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly ManualResetEventSlim released = new();

        public Task Begun => begun.Task;

        public ScenarioLibrary Load(string folder, KnownSymbols vocabulary, ScenarioLibrary? before)
        {
            Hold();
            return ScenarioLibrary.Load(folder, vocabulary, before);
        }

        public ScenarioLibrary LoadThenHold(string folder, KnownSymbols vocabulary, ScenarioLibrary? before)
        {
            var library = ScenarioLibrary.Load(folder, vocabulary, before);
            Hold();
            return library;
        }

        public void Release() => released.Set();

        // A reader that is held goes on before its wait handle is disposed.
        public void Dispose() => Release();

        void Hold()
        {
            begun.TrySetResult();
            released.Wait();
        }
    }
}
