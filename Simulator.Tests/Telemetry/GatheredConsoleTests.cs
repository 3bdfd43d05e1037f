using System.Globalization;
using KantanSim.Telemetry;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KantanSim.Tests.Telemetry;

/// <summary>Log lines are written in batches, and none is lost.</summary>
public sealed class GatheredConsoleTests
{
    static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Fact]
    public void Lines_that_wait_are_written_together_in_order()
    {
        var output = new Output();
        using (var console = Console(output, Never))
        {
            var log = console.CreateLogger("any");
            for (var number = 0; number < 1_000; number++) Say(log, LogLevel.Information, $"{number}");
            Assert.Empty(output.Pieces);
        }
        Assert.Equal(string.Concat(Enumerable.Range(0, 1_000).Select(number => $"{number}\n")), Assert.Single(output.Pieces));
    }

    [Fact]
    public async Task A_line_is_written_when_its_patience_is_over()
    {
        var output = new Output();
        using var console = Console(output, TimeSpan.FromMilliseconds(1));
        Say(console.CreateLogger("any"), LogLevel.Information, "alone");
        Assert.Equal("alone\n", await output.Next());
    }

    [Fact]
    public async Task An_error_is_written_at_once_with_the_lines_before_it()
    {
        var output = new Output();
        using var console = Console(output, Never);
        var log = console.CreateLogger("any");
        Say(log, LogLevel.Warning, "before");
        Say(log, LogLevel.Error, "error");
        Assert.Equal("before\nerror\n", await output.Next());
    }

    [Fact]
    public async Task Logging_blocks_while_the_buffer_is_full()
    {
        var output = new Output { IsHeldUp = true };
        using var console = Console(output, Never);
        var log = console.CreateLogger("any");
        var much = new string('x', BatchingConsoleLoggerProvider.Most);
        Say(log, LogLevel.Information, much);
        await output.Held;
        Say(log, LogLevel.Information, much);
        var more = new Thread(() => Say(log, LogLevel.Information, "more"));
        more.Start();
        SpinWait.SpinUntil(() => more.ThreadState is ThreadState.WaitSleepJoin or ThreadState.Stopped);
        Assert.True(more.IsAlive);
        output.GoOn();
        more.Join();
        console.Dispose();
        Assert.Equal($"{much}\n{much}\nmore\n", string.Concat(output.Pieces));
    }

    [Fact]
    public async Task Dispose_returns_although_the_output_blocks()
    {
        var output = new Output { IsHeldUp = true };
        var console = Console(output, Never, lastPatience: TimeSpan.FromMilliseconds(1));
        Say(console.CreateLogger("any"), LogLevel.Error, "held");
        await output.Held;
        await Task.Run(console.Dispose, TestContext.Current.CancellationToken).WithHangGuard();
        Assert.Empty(output.Pieces);
        output.GoOn();
    }

    [Fact]
    public async Task Lost_characters_are_counted_in_the_next_write()
    {
        var output = new Output { Fails = true };
        using var console = Console(output, Never);
        var log = console.CreateLogger("any");
        Say(log, LogLevel.Error, "gone");
        await output.Failed;
        Say(log, LogLevel.Error, "kept");
        Assert.Equal("(5 characters of the log could not be written here)\nkept\n", await output.Next());
    }

    static BatchingConsoleLoggerProvider Console(Output output, TimeSpan patience, TimeSpan? lastPatience = null) => new(new Plain(), output, patience) { LastPatience = lastPatience ?? HangGuard.Limit };

    static void Say(ILogger log, LogLevel level, string what) => log.Log(level, default, what, null, (said, _) => said);

    sealed class Plain() : ConsoleFormatter("plain")
    {
        public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
            textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception) + "\n");
    }

    /// <summary>A console that can block, and fail once.</summary>
    sealed class Output() : StringWriter(CultureInfo.InvariantCulture)
    {
        readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly ManualResetEventSlim on = new();
        readonly System.Threading.Channels.Channel<string> pieces = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public override string NewLine => "\n";

        public bool IsHeldUp { get; init; }

        public bool Fails { get; set; }

        public Task Held => held.Task.WithHangGuard();

        public Task Failed => failed.Task.WithHangGuard();

        public List<string> Pieces { get; } = [];

        public Task<string> Next() => pieces.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();

        public void GoOn() => on.Set();

        public override void Flush()
        {
            if (IsHeldUp && held.TrySetResult()) on.Wait(TestContext.Current.CancellationToken);
            var piece = GetStringBuilder().ToString();
            GetStringBuilder().Clear();
            if (Fails)
            {
                Fails = false;
                failed.SetResult();
                throw new IOException("No space left on device");
            }
            Pieces.Add(piece);
            pieces.Writer.TryWrite(piece);
        }
    }
}
