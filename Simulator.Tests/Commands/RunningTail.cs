using KantanSim.Commands;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The command <c>tail</c> while it runs.</summary>
internal sealed class RunningTail : IAsyncDisposable
{
    readonly CancellationTokenSource end = new();
    readonly ClientSession session;

    RunningTail(string url, TailFilter filter, bool asJson, Func<string, bool, string> colour)
    {
        session = new(url, null, new(Output, Messages, asJson));
        var tail = new TailCommand(session, filter, colour, _ =>
        {
            Pauses++;
            return Task.CompletedTask;
        });
        Exit = session.Run(() => tail.Run(showsEarlier: false, end.Token), new Dictionary<string, string>());
    }

    public AwaitedLines Output { get; } = new();

    public AwaitedLines Messages { get; } = new();

    /// <summary>How often it has waited for the server to come back.</summary>
    public int Pauses { get; private set; }

    /// <summary>The exit code, when it has ended.</summary>
    public Task<int> Exit { get; }

    /// <summary>Starts it without waiting.</summary>
    public static RunningTail Begin(string url) => new(url, new(null, null, null, false), false, (text, _) => text);

    /// <summary>Starts it and waits until it watches.</summary>
    public static async Task<RunningTail> Start(
        SimulatorFixture simulated, TailFilter? filter = null, bool asJson = false, Func<string, bool, string>? colour = null)
    {
        var tail = new RunningTail(simulated.Url, filter ?? new(null, null, null, false), asJson, colour ?? ((text, _) => text));
        Assert.Equal($"Watching {simulated.Url}; Ctrl-C ends it.", await tail.Messages.Next());
        return tail;
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    public async Task<int> Interrupt()
    {
        await end.CancelAsync();
        return await Exit.WithHangGuard();
    }

    public async ValueTask DisposeAsync()
    {
        await Interrupt();
        session.Dispose();
        end.Dispose();
    }
}
