using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Captures log messages from a level on. An error in the log is a bug: refused requests are not logged as errors.</summary>
internal sealed class CapturingLoggerProvider(LogLevel from) : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> lines = [];
    readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IEnumerable<string> Lines => lines;

    /// <summary>Completes with the first line.</summary>
    public Task First => first.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        lines.Enqueue($"{formatter(state, exception)} {exception}");
        first.TrySetResult();
    }

    public void Dispose() { }
}
